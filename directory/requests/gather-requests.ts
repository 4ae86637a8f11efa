import { recordAct } from '#directory/audit/audit-sql.ts';
import type { RequestId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { requestLimits } from './limits.ts';
import { titleOfLines } from './line-text.ts';
import { type Acting, type RequestDeps, type RequestDone, type RequestRefusal, requestRefusal } from './request.ts';
import { insertRequest, type KeptRequest, type NewLine, readLines } from './request-sql.ts';
import { accountOfUnit, liveUnit } from './route-sql.ts';
import { recordStep } from './step-sql.ts';
import { stepTransaction } from './step-transaction.ts';
import { closeStep, type OpenStep, openStep, targetOf } from './take-step.ts';

export interface Gathering extends Acting {
  readonly requestIds: readonly RequestId[];
  readonly title?: string | undefined;
}

/** Makes one request of several that wait at the same unit, in that unit's name. They are part of it from then on, and end with it. */
export function gatherRequests(
  deps: Pick<RequestDeps, 'database' | 'isRehearsal'>,
  input: Gathering,
): Promise<Result<RequestDone, RequestRefusal>> {
  const ids = [...new Set(input.requestIds)].toSorted((one, other) => one - other);
  return stepTransaction(deps, async (tx): Promise<Result<RequestDone, RequestRefusal>> => {
    if (ids.length === 0) return refused(none);
    if (ids.length > requestLimits.gatheredMax) return refused(tooMany);
    const opened: OpenStep[] = [];
    for (const requestId of ids) {
      const part = await openStep(tx, { ...input, requestId }, 'gather');
      if (!part.ok) return part;
      opened.push(part.value);
    }
    return gather(tx, input, opened);
  });
}

async function gather(tx: Tx, input: Gathering, opened: readonly OpenStep[]): Promise<Result<RequestDone, RequestRefusal>> {
  const unitId = opened[0]!.request.atUnitId!;
  if (opened.some(({ request }) => request.atUnitId !== unitId)) return refused(notTogether);
  const unit = await liveUnit(tx, unitId);
  if (unit === undefined) return refused(notTogether);
  const lines: NewLine[] = [];
  for (const { request } of opened)
    for (const { number, asked, state } of await readLines(tx, request.id))
      if (state === 'open') lines.push({ asked, from: { requestId: request.id, number } });
  if (lines.length > requestLimits.gatheredLinesMax) return refused(tooManyLines);
  // The clock that was set for the parts goes on: gathering is no way to gain time.
  const dueOn = opened.map(({ request }) => request.dueOn ?? input.today).toSorted()[0]!;
  const title = input.title ?? `Tổng hợp ${opened.length} đề nghị: ${titleOfLines(lines.map(({ asked }) => asked))}`;
  const { actorAccountId, origin } = input;
  const to = { state: 'in-review', atUnitId: unitId, dueOn } as const;
  const id = await insertRequest(tx, { unitId, title, ...to, madeBy: actorAccountId, lines });
  const of = opened.map(({ request }) => partOf(request));
  await recordStep(tx, {
    requestId: id,
    version: 1,
    step: 'gather',
    actorAccountId,
    asUnitId: unitId,
    from: null,
    to,
    reason: null,
    changes: of,
  });
  for (const part of opened)
    await closeStep(tx, { ...input, requestId: part.request.id }, part, {
      ...{ step: 'gather', turn: { state: 'gathered', atUnitId: null, dueOn: null, gatheredInto: id }, changes: [{ into: id }] },
    });
  await recordAct(tx, {
    ...{ actorAccountId, origin, act: 'request.gather', target: targetOf({ id, unit: unit.name }), unitId },
    onBehalfOf: await accountOfUnit(tx, unitId),
    after: to,
    detail: { requestId: id, title, of, lines: lines.length },
  });
  return ok({ id, ...to, version: 1 });
}

const partOf = ({ id, unit }: KeptRequest) => ({ request: id, unit });

const none = requestRefusal('invalid', { vi: 'Hãy nêu ít nhất một đề nghị', en: 'Name one request at least' });
const tooMany = requestRefusal('limit', {
  vi: `Mỗi lần gộp nhiều nhất ${requestLimits.gatheredMax} đề nghị`,
  en: `At most ${requestLimits.gatheredMax} requests are gathered at once`,
});
const tooManyLines = requestRefusal('limit', {
  vi: `Đề nghị gộp có nhiều nhất ${requestLimits.gatheredLinesMax} dòng`,
  en: `A gathered request has at most ${requestLimits.gatheredLinesMax} lines`,
});
const notTogether = requestRefusal('conflict', {
  vi: 'Các đề nghị không cùng chờ ở một đơn vị: chỉ gộp những đề nghị đang chờ đơn vị mình',
  en: 'The requests do not wait at one unit: only those that wait at yours can be gathered',
});
