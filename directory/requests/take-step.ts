import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type RequestDone, type RequestRefusal, requestRefusal, type StepInput } from './request.ts';
import { type KeptRequest, lockRequests, type Turn, turnTo } from './request-sql.ts';
import { accountOfUnit } from './route-sql.ts';
import { decideStep, type Hat } from './rules.ts';
import { standingOf } from './standing.ts';
import { type PassedStep, recordStep, stepsSince, submittersOf } from './step-sql.ts';
import type { RecordedStep, StepName } from './tables.ts';

/** A request held for a step that may be taken. */
export interface OpenStep {
  readonly request: KeptRequest;
  readonly hat: Hat;
  /** The unit for which it is taken; null: as the operator. */
  readonly asUnitId: UnitId | null;
  readonly submitters: readonly AccountId[];
}

/** Takes hold of a request and asks whether that step may be taken now, by that person, of what they looked at. */
export async function openStep(tx: Tx, input: StepInput, step: StepName): Promise<Result<OpenStep, RequestRefusal>> {
  const request = (await lockRequests(tx, [input.requestId])).get(input.requestId);
  if (request === undefined) return refused(noSuchRequest(input.requestId));
  const submitters = await submittersOf(tx, request.id);
  const standing = await standingOf(tx, input.actorAccountId, request, submitters);
  // Who has nothing to do with it does not hear what happened to it either.
  if (standing.hats.size > 0 && input.seen !== undefined && input.seen !== request.version)
    return refused(hasChanged(await stepsSince(tx, request.id, input.seen)));
  const hat = decideStep(request.state, step, standing);
  if (!hat.ok) return hat;
  const asUnitId = { unit: request.unitId, above: request.atUnitId, operator: null }[hat.value];
  return ok({ request, hat: hat.value, asUnitId, submitters });
}

export interface StepTaken {
  readonly step: RecordedStep;
  readonly turn: Turn;
  /** A correction goes on with the same turn. */
  readonly goesOn?: boolean;
  readonly changes?: readonly unknown[];
}

/** Writes a step down: the request, its history, the audit. */
export async function closeStep(tx: Tx, input: StepInput, { request, asUnitId }: OpenStep, taken: StepTaken): Promise<RequestDone> {
  const { turn, step, goesOn = false, changes = [] } = taken;
  const { actorAccountId, origin, reason } = input;
  const { id, atUnitId, unitId, version } = request;
  await turnTo(tx, request, turn, goesOn);
  await recordStep(tx, {
    ...{ requestId: id, version: version + 1, step, actorAccountId, asUnitId, from: request, to: turn, reason: reason ?? null, changes },
  });
  await recordAct(tx, {
    ...{ actorAccountId, origin, act: auditActs[step], target: targetOf(request), unitId },
    onBehalfOf: await accountOfUnit(tx, asUnitId),
    before: { state: request.state, atUnitId },
    after: { state: turn.state, atUnitId: turn.atUnitId },
    detail: {
      requestId: id,
      version: version + 1,
      ...(reason === undefined ? {} : { reason }),
      ...(changes.length > 0 ? { changes } : {}),
    },
  });
  return { id, state: turn.state, atUnitId: turn.atUnitId, dueOn: turn.dueOn, version: version + 1 };
}

const auditActs = {
  ...{ make: 'request.make', gather: 'request.gather', correct: 'request.correct', submit: 'request.submit', return: 'request.return' },
  ...{ endorse: 'request.endorse', 'carry-out': 'request.carry-out', refuse: 'request.refuse', withdraw: 'request.withdraw' },
  release: 'request.withdraw',
} as const satisfies Readonly<Record<RecordedStep, `request.${string}`>>;

/** How the audit calls it. */
export function targetOf({ id, unit }: { readonly id: number; readonly unit: string }): string {
  return `${id} (${unit})`;
}

export function noSuchRequest(id: number): RequestRefusal {
  return requestRefusal('not-found', { vi: `Không có đề nghị ${id}`, en: `There is no request ${id}` });
}

export function hasChanged(passed: readonly PassedStep[]): RequestRefusal {
  return requestRefusal(
    'conflict',
    { vi: 'Đề nghị đã thay đổi từ khi xem', en: 'The request has changed since it was looked at' },
    { passed },
  );
}
