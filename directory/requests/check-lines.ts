import { addDays } from '#directory/calendar/working-calendar.ts';
import type { PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import { outerLines } from '#directory/lifecycle/people/summarise-person.ts';
import type { MadePlan } from '#directory/lifecycle/plan.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { CheckedLine, NumberedLine } from './checked-line.ts';
import { columnOf } from './column-of-problem.ts';
import { requestLimits } from './limits.ts';
import { planOfLine } from './plan-of-line.ts';
import { outsideReach, outsideUnit } from './reach.ts';
import { repeatedLines } from './repeated-lines.ts';
import type { LineProblem, RequestDeps } from './request.ts';
import type { RequestLine } from './request-line.ts';
import type { LineFault } from './tables.ts';

interface Checking {
  readonly unitId: UnitId;
  readonly actorAccountId: AccountId | null;
  readonly today: string;
  readonly lines: readonly NumberedLine[];
}

/** A list as a whole: what each line comes to, everything that is wrong, and what may come right when others of the list are done first. */
export interface CheckedList {
  readonly lines: readonly CheckedLine[];
  readonly problems: readonly LineProblem[];
  readonly remarks: readonly LineProblem[];
}

/**
 * Looks at a list before it is kept. Each line is planned by itself from the directory of the moment; nothing is written and nothing is held,
 * so that an officer's list keeps nobody waiting. When it is carried out the lines are looked at again, one after another.
 */
export async function checkLines(deps: RequestDeps, tx: Tx, checking: Checking): Promise<CheckedList> {
  const lines: CheckedLine[] = [];
  for (const line of checking.lines) lines.push(await checkLine(deps, tx, checking, line));
  const found = [
    ...lines.flatMap(({ number, asked, faults }) =>
      faults.map((fault): LineProblem => ({ line: number, column: columnOf(asked, fault), ...fault })),
    ),
    ...repeatedLines(lines),
  ];
  const mayComeRight = ({ line, what }: LineProblem) => curable.has(what) && isTouchedElsewhere(lines, line);
  return { lines, problems: found.filter((one) => !mayComeRight(one)), remarks: found.filter(mayComeRight) };
}

async function checkLine(deps: RequestDeps, tx: Tx, checking: Checking, { number, asked }: NumberedLine): Promise<CheckedLine> {
  const day = dayFault(asked, checking.today);
  const made = await planLine(deps, tx, asked, checking.today);
  if (!made.ok) return { number, asked, title: null, summary: [], deeds: null, faults: [...day, made.refusal] };
  const { title } = made.value;
  const deeds = made.value.deeds as PersonDeeds;
  const fault =
    (await outsideUnit(tx, checking.unitId, asked, made.value)) ?? (await outsideReach(tx, checking.actorAccountId, asked, made.value));
  // What stands in the way of somebody outside is none of the officer's business.
  const faults = fault === undefined ? [...calledOtherwise(asked, deeds), ...faultsIn(made.value)] : [fault];
  return { number, asked, title, summary: outerLines(deeds), deeds, faults: [...day, ...faults] };
}

/** What the plan has against it, without days of birth: whoever has the same name elsewhere is nobody an officer may look at. */
export function faultsIn({ problems }: MadePlan): readonly LineFault[] {
  const hidden = (text: string) => text.replace(/, \d{4}-\d{2}-\d{2}(?=[.;])/g, '');
  return problems.map(({ what, vi, en }) => (what === 'namesake' ? { what, vi: hidden(vi), en: hidden(en) } : { what, vi, en }));
}

/** The plan that a line becomes on its day, from the directory as `tx` sees it. */
export async function planLine(deps: RequestDeps, tx: Tx, asked: RequestLine, today: string): Promise<Result<MadePlan, LineFault>> {
  const request = planOfLine(asked);
  if (!request.ok) return request;
  const { createMailboxes, sendNotices } = deps;
  const made = await deps.personPlans.make(
    { tx, createMailboxes, sendNotices },
    { request: request.value, effectiveOn: asked.on ?? today },
  );
  if (made.ok) return ok(made.value);
  const { message, inBoth = { vi: message, en: message } } = made.refusal;
  return refused({ what: made.refusal.kind, ...inBoth });
}

/** The list says an address and a name, and they are two people's. */
function calledOtherwise(asked: RequestLine, { person }: PersonDeeds): readonly LineFault[] {
  const called = 'called' in asked ? asked.called : undefined;
  if (called === undefined || person.personId === null || searchKey(called) === searchKey(person.name)) return [];
  return [
    {
      what: 'called-otherwise',
      vi: `${person.address} là của ${person.name}, không phải “${called}”`,
      en: `${person.address} belongs to ${person.name}, not to “${called}”`,
    },
  ];
}

function dayFault({ on }: RequestLine, today: string): readonly LineFault[] {
  const { daysBackMax, daysAheadMax } = requestLimits;
  if (on === undefined || (on >= addDays(today, -daysBackMax) && on <= addDays(today, daysAheadMax))) return [];
  return [
    {
      what: 'day-too-far',
      vi: `Ngày ${on} cách hôm nay quá xa (nhiều nhất ${daysBackMax} ngày trước, ${daysAheadMax} ngày sau)`,
      en: `The day ${on} is too far from today (at most ${daysBackMax} days back, ${daysAheadMax} ahead)`,
    },
  ];
}

/** What another line of the same list may take out of the way: a head who leaves, somebody who comes back first. */
const curable: ReadonlySet<string> = new Set(['has-head', 'already-holds', 'no-such-post', 'suspended', 'in-service', 'left']);

/** Whether another line is about the same person, or ends or begins something in the same unit. */
function isTouchedElsewhere(lines: readonly CheckedLine[], number: number): boolean {
  const own = lines.find((line) => line.number === number);
  const touched = new Set(touchedBy(own));
  return lines.some((line) => line !== own && touchedBy(line).some((one) => touched.has(one)));
}

function touchedBy(line: CheckedLine | undefined): readonly string[] {
  if (!line?.deeds) return [];
  const { person, ends, begins } = line.deeds;
  const units = [...ends, ...begins].map(({ unit }) => `unit ${unit}`);
  return [
    ...units,
    ...('unit' in line.asked ? [`unit ${line.asked.unit}`] : []),
    ...(person.personId === null ? [] : [`person ${person.personId}`]),
  ];
}
