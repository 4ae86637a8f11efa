import type { PlanId } from '#kernel/ids.ts';
import { type CarryOutDeps, carryOutPlan } from './carry-out-plan.ts';
import type { PlanRefusal } from './plan.ts';
import { duePlans, noteRefusal } from './plan-sql.ts';

export interface DuePlansReport {
  readonly carriedOut: readonly PlanId[];
  readonly refused: readonly { readonly planId: PlanId; readonly refusal: PlanRefusal }[];
}

/** Every plan whose day has come, each in a transaction of its own. What is refused keeps the reason and is tried again the next day. */
export async function carryOutDuePlans(deps: CarryOutDeps, { today }: { readonly today: string }): Promise<DuePlansReport> {
  const carriedOut: PlanId[] = [];
  const refused: DuePlansReport['refused'][number][] = [];
  for (const planId of await duePlans(deps.database, today)) {
    const done = await carryOutPlan(deps, { planId, actorAccountId: null, today });
    if (done.ok) carriedOut.push(planId);
    // Another process may have settled it between the two statements: that is no refusal.
    else if (await noteRefusal(deps.database, planId, done.refusal.message)) refused.push({ planId, refusal: done.refusal });
  }
  return { carriedOut, refused };
}
