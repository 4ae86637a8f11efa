import { carryOutBeside } from '#directory/lifecycle/carry-out-beside.ts';
import { makePlan, type PlanDone } from '#directory/lifecycle/make-plan.ts';
import type { PlanKind, PlanRefusal, PlanToMake } from '#directory/lifecycle/plan.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, type Result } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { actorOf } from './actor.ts';
import type { ApiContext, ApiDeps } from './api-env.ts';
import { apiEvents } from './events.ts';

export interface PlanBegun {
  /** 202: it is being carried out, and nobody waits for it. */
  readonly status: 201 | 202;
  readonly done: PlanDone;
}

/** Prefer: respond-async (RFC 7240 §4.1): whoever asks does not wait for long acts, and looks how far they are. */
export function wantsNoWait(context: ApiContext): boolean {
  const preferences = (context.req.header('prefer') ?? '').split(',').map((one) => one.split(';')[0]!.trim().toLowerCase());
  return preferences.includes('respond-async');
}

/** Makes a plan; where its day has come it is carried out, at once or, where that is preferred, beside the answer. */
export async function makeOrBegin(
  context: ApiContext,
  deps: ApiDeps,
  kind: PlanKind,
  plan: PlanToMake,
): Promise<Result<PlanBegun, PlanRefusal>> {
  const today = vietnamDate(deps.clock.now());
  const isBeside = wantsNoWait(context) && plan.effectiveOn <= today;
  const done = await makePlan(deps.plans, kind, { ...plan, today, isKept: isBeside, ...actorOf(context) });
  if (!done.ok) return done;
  if (!isBeside) return ok({ status: 201, done: done.value });
  const begun = await beginPlan(context, deps, done.value.planId);
  return begun.ok ? ok({ status: 202, done: done.value }) : begun;
}

/** Begins to carry out a plan that is kept; who comes while it is under way is refused. */
export async function beginPlan(context: ApiContext, deps: ApiDeps, planId: PlanId): Promise<Result<void, PlanRefusal>> {
  const today = vietnamDate(deps.clock.now());
  const requestId = context.get('requestId');
  const onFault = (_planId: PlanId, err: unknown) =>
    deps.log.error({ event: apiEvents.planFailed, requestId, planId, err }, apiEvents.planFailed);
  const begun = await carryOutBeside(deps.plans, { planId, ...actorOf(context), today, onFault });
  if (!begun.ok) return begun;
  context.header('Preference-Applied', 'respond-async');
  return ok();
}
