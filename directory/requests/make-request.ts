import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type CheckedList, checkLines } from './check-lines.ts';
import { calendarAround, dueOn } from './deadline.ts';
import { requestLimits } from './limits.ts';
import { titleOfLines } from './line-text.ts';
import { type Acting, type LineProblem, type RequestDeps, type RequestDone, type RequestRefusal, requestRefusal } from './request.ts';
import type { RequestLine } from './request-line.ts';
import { countOpen, insertRequest } from './request-sql.ts';
import { accountOfUnit, type LiveUnit, liveUnit, nextAbove } from './route-sql.ts';
import { recordStep } from './step-sql.ts';
import { targetOf } from './take-step.ts';

export interface AskedRequest extends Acting {
  readonly unitId: UnitId;
  readonly title?: string | undefined;
  readonly lines: readonly RequestLine[];
}

export interface MadeRequest extends RequestDone {
  readonly remarks: readonly LineProblem[];
}

/** What a list would come to, line by line, with all that is wrong with it. Nothing is kept. */
export function previewRequest(deps: RequestDeps, asked: AskedRequest): Promise<Result<CheckedList, RequestRefusal>> {
  return attemptInTransaction(deps.database, async (tx): Promise<Result<CheckedList, RequestRefusal>> => {
    const unit = await mayAsk(tx, asked);
    return unit.ok ? ok(await checkLines(deps, tx, numbered(asked))) : unit;
  });
}

/** A unit's list: checked as a whole, kept, and put before the unit above or, where none has an administrator, the operator. */
export async function makeRequest(deps: RequestDeps, asked: AskedRequest): Promise<Result<MadeRequest, RequestRefusal>> {
  const calendar = await calendarAround(deps, asked.today);
  return attemptInTransaction(deps.database, async (tx): Promise<Result<MadeRequest, RequestRefusal>> => {
    const unit = await mayAsk(tx, asked);
    if (!unit.ok) return unit;
    const checked = await checkLines(deps, tx, numbered(asked));
    if (checked.problems.length > 0) return refused(badList(checked.problems));
    const room = await hasRoom(tx, asked.unitId);
    if (!room.ok) return room;
    return ok({ ...(await keep(deps, tx, calendar, asked, unit.value)), remarks: checked.remarks });
  });
}

const numbered = ({ lines, ...asked }: AskedRequest) => ({
  ...asked,
  lines: lines.map((line, index) => ({ number: index + 1, asked: line })),
});

async function mayAsk(tx: Tx, { actorAccountId, unitId, lines }: AskedRequest): Promise<Result<LiveUnit, RequestRefusal>> {
  const may = await authorise({ tx }, { actorAccountId, act: 'request.make', target: { of: 'unit', unitId } });
  if (!may.ok) return may;
  const unit = await liveUnit(tx, unitId);
  if (unit === undefined)
    return refused(
      requestRefusal('not-found', { vi: 'Không có đơn vị này, hoặc đã kết thúc', en: 'There is no such unit, or it has ended' }),
    );
  if (lines.length === 0) return refused(requestRefusal('invalid', { vi: 'Danh sách không có dòng nào', en: 'The list has no lines' }));
  const { linesMax } = requestLimits;
  if (lines.length > linesMax)
    return refused(
      requestRefusal('limit', { vi: `Một đề nghị có nhiều nhất ${linesMax} dòng`, en: `A request has at most ${linesMax} lines` }),
    );
  return ok(unit);
}

/** Counted last: whoever else submits for the unit waits from here on. */
async function hasRoom(tx: Tx, unitId: UnitId): Promise<Result<void, RequestRefusal>> {
  const { openPerUnitMax } = requestLimits;
  if ((await countOpen(tx, unitId)) < openPerUnitMax) return ok();
  return refused(
    requestRefusal('limit', {
      vi: `Đơn vị đã có ${openPerUnitMax} đề nghị đang chờ: hãy chờ hoặc rút bớt`,
      en: `The unit has ${openPerUnitMax} requests waiting: wait, or withdraw some`,
    }),
  );
}

async function keep(deps: RequestDeps, tx: Tx, calendar: WorkingCalendar, asked: AskedRequest, unit: LiveUnit): Promise<RequestDone> {
  const { actorAccountId, origin, unitId, lines, today } = asked;
  const atUnitId = await nextAbove(tx, unitId, actorAccountId === null ? [] : [actorAccountId]);
  const state = atUnitId === null ? 'endorsed' : 'in-review';
  const due = dueOn(calendar, deps.terms, today, state)!;
  const title = asked.title ?? titleOfLines(lines);
  const id = await insertRequest(tx, {
    unitId,
    title,
    state,
    atUnitId,
    dueOn: due,
    madeBy: actorAccountId,
    lines: lines.map((line) => ({ asked: line })),
  });
  const to = { state, atUnitId } as const;
  await recordStep(tx, {
    requestId: id,
    version: 1,
    step: 'make',
    actorAccountId,
    asUnitId: unitId,
    from: null,
    to,
    reason: null,
    changes: [],
  });
  await recordAct(tx, {
    ...{ actorAccountId, origin, act: 'request.make', target: targetOf({ id, unit: unit.name }), unitId },
    onBehalfOf: await accountOfUnit(tx, unitId),
    after: to,
    detail: { requestId: id, title, lines: lines.length },
  });
  return { id, state, atUnitId, dueOn: due, version: 1 };
}

export function badList(problems: readonly LineProblem[]): RequestRefusal {
  const lines = problems.slice(0, requestLimits.problemsMax);
  const inBoth = { vi: `Danh sách có ${problems.length} chỗ chưa đúng`, en: `Mistakes in the list: ${problems.length}` };
  return requestRefusal('invalid', inBoth, { lines });
}
