import { recordAct } from '#directory/audit/audit-sql.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { PlanActor } from './plan.ts';
import { lockPlan, settlePlan } from './plan-sql.ts';

/** A plan that another act has made needless, as part of that; settled ones are left alone. */
export async function cancelNeedless(
  tx: Tx,
  planId: PlanId,
  { actorAccountId, origin, because }: PlanActor & { readonly because: string },
): Promise<void> {
  const plan = await lockPlan(tx, planId);
  if (plan?.state !== 'planned') return;
  await settlePlan(tx, planId, 'cancelled', actorAccountId);
  await recordAct(tx, { actorAccountId, origin, act: 'plan.cancel', target: plan.title, detail: { planId, because } });
}
