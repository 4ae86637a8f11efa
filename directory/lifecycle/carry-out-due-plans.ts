import type { PlanId } from '#kernel/ids.ts';
import { refusalText } from '#kernel/refusal.ts';
import { type Result, refused } from '#kernel/result.ts';
import { type CarryOutDeps, carryOutPlan, remakePlan } from './carry-out-plan.ts';
import { type PlanRefusal, planRefusal } from './plan.ts';
import { duePlans, findPlan, noteRefusal } from './plan-sql.ts';

export interface DuePlansReport {
  readonly carriedOut: readonly PlanId[];
  readonly refused: readonly { readonly planId: PlanId; readonly refusal: PlanRefusal }[];
}

interface DuePlans {
  readonly today: string;
  /** One plan failed; the others go on. */
  readonly onFault: (planId: PlanId, fault: unknown) => void;
}

/** Every plan whose day has come, each in a transaction of its own. What is refused keeps the reason and is tried again the next day. */
export async function carryOutDuePlans(deps: CarryOutDeps, { today, onFault }: DuePlans): Promise<DuePlansReport> {
  const carriedOut: PlanId[] = [];
  const turnedDown: DuePlansReport['refused'][number][] = [];
  for (const planId of await duePlans(deps.database, today)) {
    const done = await carryOut(deps, planId, today).catch((fault: unknown) => {
      onFault(planId, fault);
      return refused(
        planRefusal('unavailable', {
          vi: 'Thực hiện kế hoạch không thành; xem nhật ký hệ thống',
          en: 'Carrying out the plan failed; the log says why',
        }),
      );
    });
    if (done.ok) carriedOut.push(planId);
    // Another process may have settled it, or told of its refusal, between the two statements.
    else if (await noteRefusal(deps.database, planId, refusalText(done.refusal), today)) turnedDown.push({ planId, refusal: done.refusal });
  }
  return { carriedOut, refused: turnedDown };
}

async function carryOut(deps: CarryOutDeps, planId: PlanId, today: string): Promise<Result<unknown, PlanRefusal>> {
  const act = { planId, actorAccountId: null, today };
  const done = await carryOutPlan(deps, { ...act, isDue: true });
  if (done.ok || done.refusal.differences === undefined) return done;
  const plan = await findPlan(deps.database, planId);
  const kind = deps.kinds.find((one) => one.kind === plan?.kind);
  return plan?.state === 'planned' && kind?.isMadeAnew?.(plan.body.request) === true ? remakePlan(deps, act) : done;
}
