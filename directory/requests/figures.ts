import { type WorkingCalendar, workingDaysBetween } from '#directory/calendar/working-calendar.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { LineEvent } from './request-line.ts';
import type { RequestRow, TurnRow } from './statistics-sql.ts';

/** How long something took, in working days: the day on which it began does not count. null: there was none. */
export interface Taken {
  readonly count: number;
  readonly medianWorkingDays: number | null;
  readonly maxWorkingDays: number | null;
}

/** Turns that ended in the span, and how many of those that had a term were in time. */
export interface TurnFigures extends Taken {
  readonly withTerm: number;
  readonly inTime: number;
}

export interface KindFigures extends Taken {
  readonly do: LineEvent;
  readonly carriedOut: number;
  readonly refused: number;
}

export interface UnitFigures extends Taken {
  readonly unitId: UnitId;
  readonly unit: string;
  readonly made: number;
  readonly lines: number;
  readonly carriedOut: number;
  readonly refused: number;
  readonly withdrawn: number;
}

export interface RequestStatistics {
  readonly from: string;
  readonly to: string;
  /** Made in the span, with their lines; settled in it; waiting at its end, and of those past their term. */
  readonly made: number;
  readonly lines: number;
  readonly carriedOut: number;
  readonly refused: number;
  readonly withdrawn: number;
  readonly waiting: number;
  readonly overdue: number;
  /** From making to the end, of what was carried out or refused in the span. */
  readonly whole: Taken;
  readonly turns: Readonly<Record<'unitAbove' | 'operator' | 'unit', TurnFigures>>;
  /** Lines of what was carried out or refused in the span. */
  readonly kinds: readonly KindFigures[];
  /** Of units that ask. */
  readonly units: readonly UnitFigures[];
  /** Of units above, at what was theirs to endorse. */
  readonly reviewers: readonly (TurnFigures & { readonly unitId: UnitId; readonly unit: string })[];
}

interface Span {
  readonly from: string;
  readonly to: string;
  readonly calendar: WorkingCalendar;
}

/** Pure: the figures of a span from what happened. */
export function figuresOf(requests: readonly RequestRow[], turns: readonly TurnRow[], span: Span): RequestStatistics {
  const { from, to } = span;
  const isIn = (day: string | null) => day !== null && day >= from && day <= to;
  const made = requests.filter((one) => isIn(one.made));
  const settled = requests.filter((one) => isIn(one.settled));
  const of = (state: RequestRow['state']) => settled.filter((one) => one.state === state);
  const answered = [...of('carried-out'), ...of('refused')];
  const ended = turns.filter((turn) => isIn(turn.ended));
  const waitsAtEnd = (day: string | null) => day === null || day > to;
  return {
    ...{ from, to, made: made.length, lines: countLines(made) },
    ...{ carriedOut: of('carried-out').length, refused: of('refused').length, withdrawn: of('withdrawn').length },
    waiting: requests.filter((one) => waitsAtEnd(one.settled)).length,
    overdue: turns.filter((turn) => waitsAtEnd(turn.ended) && turn.dueOn !== null && turn.dueOn < to).length,
    whole: taken(answered.map((one) => wholeTime(one, span))),
    turns: {
      unitAbove: turnFigures(
        ended.filter(({ state }) => state === 'in-review'),
        span,
      ),
      operator: turnFigures(
        ended.filter(({ state }) => state === 'endorsed'),
        span,
      ),
      unit: turnFigures(
        ended.filter(({ state }) => state === 'returned'),
        span,
      ),
    },
    kinds: kindFigures(answered, span),
    units: unitFigures(made, settled, span),
    reviewers: reviewerFigures(ended, span),
  };
}

const countLines = (requests: readonly RequestRow[]) => requests.reduce((sum, { lines }) => sum + lines.length, 0);
const wholeTime = ({ made, settled }: RequestRow, { calendar }: Span) => workingDaysBetween(calendar, made, settled ?? made);

export function taken(days: readonly number[]): Taken {
  const sorted = days.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  const medianWorkingDays = low === undefined || high === undefined ? null : (low + high) / 2;
  return { count: days.length, medianWorkingDays, maxWorkingDays: sorted.at(-1) ?? null };
}

function turnFigures(turns: readonly TurnRow[], { calendar }: Span): TurnFigures {
  const withTerm = turns.filter(({ dueOn }) => dueOn !== null);
  const inTime = withTerm.filter(({ ended, dueOn }) => ended! <= dueOn!);
  const days = turns.map(({ began, ended }) => workingDaysBetween(calendar, began, ended!));
  return { ...taken(days), withTerm: withTerm.length, inTime: inTime.length };
}

function kindFigures(answered: readonly RequestRow[], span: Span): readonly KindFigures[] {
  const lines = answered.flatMap((request) => request.lines.map((line) => ({ ...line, days: wholeTime(request, span) })));
  return [...Map.groupBy(lines, (line) => line.do)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([kind, all]) => ({
      do: kind,
      ...taken(all.map(({ days }) => days)),
      carriedOut: all.filter(({ state }) => state === 'carried-out' || state === 'planned').length,
      refused: all.filter(({ state }) => state === 'refused').length,
    }));
}

function unitFigures(made: readonly RequestRow[], settled: readonly RequestRow[], span: Span): readonly UnitFigures[] {
  const units = new Map([...made, ...settled].map(({ unitId, unit }) => [unitId, unit]));
  return [...units].map(([unitId, unit]) => {
    const own = settled.filter((one) => one.unitId === unitId);
    const asked = made.filter((one) => one.unitId === unitId);
    const count = (state: RequestRow['state']) => own.filter((one) => one.state === state).length;
    const answered = own.filter(({ state }) => state !== 'withdrawn');
    return {
      ...{ unitId, unit, made: asked.length, lines: countLines(asked), ...taken(answered.map((one) => wholeTime(one, span))) },
      ...{ carriedOut: count('carried-out'), refused: count('refused'), withdrawn: count('withdrawn') },
    };
  });
}

function reviewerFigures(ended: readonly TurnRow[], span: Span): RequestStatistics['reviewers'] {
  const reviewed = ended.filter(({ state, unitId }) => state === 'in-review' && unitId !== null);
  return [...Map.groupBy(reviewed, ({ unitId }) => unitId!)]
    .toSorted(([one], [other]) => one - other)
    .map(([unitId, turns]) => ({ unitId, unit: turns[0]!.unit ?? '', ...turnFigures(turns, span) }));
}
