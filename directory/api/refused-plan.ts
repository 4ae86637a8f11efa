import { proposeAct } from '#directory/access/two-people/approve.ts';
import { proposalIn } from '#directory/access/two-people/permit.ts';
import type { PlanRefusal } from '#directory/lifecycle/plan.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { ApiDeps } from './api-env.ts';
import type { ApiRefusal } from './problem.ts';

/** Why a plan is not made or carried out; where nothing lacks but a second person, it is put before one first, as at the command line. */
export async function refusedPlan(
  { database }: Pick<ApiDeps, 'database'>,
  refused: PlanRefusal,
  by: { readonly accountId: AccountId; readonly reason: string },
): Promise<ApiRefusal> {
  const proposal = proposalIn(refused);
  if (proposal === undefined) return refused;
  const asked = { ...proposal, actorAccountId: by.accountId };
  const proposed = await attemptInTransaction(database, (tx) => proposeAct(tx, { asked, reason: by.reason }));
  return proposed.ok ? { ...refused, approvalId: proposed.value.approvalId } : proposed.refusal;
}
