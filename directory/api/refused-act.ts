import { proposeAct } from '#directory/access/two-people/approve.ts';
import { proposalIn } from '#directory/access/two-people/permit.ts';
import { cameFrom } from '#directory/audit/act-origin.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { actorOf } from './actor.ts';
import type { ApiContext, ApiDeps } from './api-env.ts';
import type { ApiRefusal } from './problem.ts';

/** Why an act is not done; where nothing lacks but a second person, it is put before one first, as at the command line. */
export async function refusedAct(
  context: ApiContext,
  { database }: Pick<ApiDeps, 'database'>,
  refused: Refusal,
  reason: string,
): Promise<ApiRefusal> {
  const proposal = proposalIn(refused);
  if (proposal === undefined) return refused;
  const { origin } = actorOf(context);
  const asked = { ...proposal, actorAccountId: context.get('bearer').accountId };
  const proposed = await attemptInTransaction(database, (tx) => {
    cameFrom(tx, origin);
    return proposeAct(tx, { asked, reason });
  });
  return proposed.ok ? { ...refused, approvalId: proposed.value.approvalId } : proposed.refusal;
}
