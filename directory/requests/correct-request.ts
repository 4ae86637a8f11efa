import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { checkLines } from './check-lines.ts';
import { calendarAround, dueOn } from './deadline.ts';
import { requestLimits } from './limits.ts';
import { badList, type MadeRequest } from './make-request.ts';
import { type RequestDeps, type RequestRefusal, requestRefusal, type StepInput } from './request.ts';
import type { RequestLine } from './request-line.ts';
import { changeLine, insertLines, type KeptLine, readLines } from './request-sql.ts';
import { nextAbove } from './route-sql.ts';
import { stepTransaction } from './step-transaction.ts';
import { closeStep, type OpenStep, openStep, type StepTaken } from './take-step.ts';

/** One change of a list. A line keeps its number for ever; what is added comes at the end. */
export type LineChange =
  | { readonly do: 'set'; readonly number: number; readonly line: RequestLine }
  | { readonly do: 'strike'; readonly number: number }
  | { readonly do: 'add'; readonly line: RequestLine };

export interface Correction extends StepInput {
  readonly changes: readonly LineChange[];
}

/** What was changed of a line, as the history keeps it; null: there was none, or is none any more. */
export interface ChangedLine {
  readonly line: number;
  readonly before: RequestLine | null;
  readonly after: RequestLine | null;
}

/**
 * Corrects lines. By whose turn it is: they go on with the step that is theirs. By the unit, of a list that came back: it is submitted again by
 * that, from the beginning of its way.
 */
export async function correctRequest(deps: RequestDeps, input: Correction): Promise<Result<MadeRequest, RequestRefusal>> {
  const calendar = await calendarAround(deps, input.today);
  return stepTransaction(deps, async (tx): Promise<Result<MadeRequest, RequestRefusal>> => {
    const opened = await openStep(tx, input, 'correct');
    if (!opened.ok) return opened;
    const { request } = opened.value;
    const isReturned = request.state === 'returned';
    const changed = await applied(tx, opened.value, input.changes);
    if (!changed.ok) return changed;
    if (changed.value.length === 0 && !(isReturned && input.reason !== undefined)) return refused(nothingChanged);
    const lines = (await readLines(tx, request.id)).filter(({ state }) => state === 'open');
    if (lines.length === 0) return refused(nothingLeft);
    const { actorAccountId, today } = input;
    const checked = await checkLines(deps, tx, { unitId: request.unitId, actorAccountId, today, lines });
    if (checked.problems.length > 0) return refused(badList(checked.problems));
    const taken: StepTaken = isReturned
      ? await submitted(deps, tx, calendar, input, opened.value)
      : { step: 'correct', turn: request, goesOn: true };
    return ok({ ...(await closeStep(tx, input, opened.value, { ...taken, changes: changed.value })), remarks: checked.remarks });
  });
}

async function submitted(
  deps: RequestDeps,
  tx: Tx,
  calendar: WorkingCalendar,
  input: Correction,
  { request, submitters }: OpenStep,
): Promise<StepTaken> {
  const { actorAccountId, today } = input;
  const atUnitId = await nextAbove(tx, request.unitId, actorAccountId === null ? submitters : [...submitters, actorAccountId]);
  const state = atUnitId === null ? 'endorsed' : 'in-review';
  return { step: 'submit', turn: { state, atUnitId, dueOn: dueOn(calendar, deps.terms, today, state) } };
}

/** Writes the changes, and says what they changed. */
async function applied(
  tx: Tx,
  { request }: OpenStep,
  changes: readonly LineChange[],
): Promise<Result<readonly ChangedLine[], RequestRefusal>> {
  const kept = await readLines(tx, request.id);
  const changed = new Map<number, ChangedLine>();
  for (const change of changes) {
    if (change.do === 'add') continue;
    const line = kept.find(({ number, state }) => number === change.number && (state === 'open' || state === 'struck'));
    if (line === undefined) return refused(noSuchLine(change.number));
    const after = change.do === 'set' ? change.line : null;
    if (isSame(line, after)) continue;
    changed.set(line.number, { line: line.number, before: askedOf(line), after });
    await changeLine(tx, request.id, line.number, after);
  }
  const added = changes.flatMap((change) => (change.do === 'add' ? [change.line] : []));
  const first = kept.length + 1;
  const max = kept.some(({ from }) => from !== null) ? requestLimits.gatheredLinesMax : requestLimits.linesMax;
  if (kept.length + added.length > max) return refused(tooManyLines(max));
  if (added.length > 0)
    await insertLines(
      tx,
      request.id,
      added.map((asked) => ({ asked })),
      first,
    );
  return ok([...changed.values(), ...added.map((after, index) => ({ line: first + index, before: null, after }))]);
}

const askedOf = ({ state, asked }: KeptLine) => (state === 'struck' ? null : asked);

/** jsonb keeps members in an order of its own. */
function isSame(line: KeptLine, after: RequestLine | null): boolean {
  const before = askedOf(line);
  return before === null || after === null ? before === after : ordered(before) === ordered(after);
}

const ordered = (line: RequestLine) => JSON.stringify(Object.entries(line).toSorted(([one], [other]) => (one < other ? -1 : 1)));

const nothingChanged = requestRefusal('invalid', {
  vi: 'Không có gì thay đổi; nếu danh sách đã đúng, hãy nêu lý do',
  en: 'Nothing is changed; if the list is right as it is, say why',
});
const nothingLeft = requestRefusal('invalid', {
  vi: 'Không còn dòng nào: hãy rút hoặc trả lại đề nghị',
  en: 'No line is left: withdraw or return the request instead',
});
const noSuchLine = (number: number) =>
  requestRefusal('not-found', { vi: `Đề nghị không có dòng ${number}`, en: `The request has no line ${number}` });
const tooManyLines = (max: number) =>
  requestRefusal('limit', { vi: `Một đề nghị có nhiều nhất ${max} dòng`, en: `A request has at most ${max} lines` });
