import { authorise, type Target } from '#directory/access/roles/authorise.ts';
import type { AccessAct } from '#directory/access/roles/policy.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { KeptRequest } from './request-sql.ts';
import type { Hat, Standing } from './rules.ts';

/** What somebody may be towards a request: asked of directory/access, in the transaction of the step. */
export async function standingOf(
  tx: Tx,
  actorAccountId: AccountId | null,
  { unitId, atUnitId }: Pick<KeptRequest, 'unitId' | 'atUnitId'>,
  submitters: readonly AccountId[],
): Promise<Standing> {
  const may = async (act: AccessAct, target: Target) => (await authorise({ tx }, { actorAccountId, act, target })).ok;
  const held: Readonly<Record<Hat, boolean>> = {
    unit: await may('request.make', { of: 'unit', unitId }),
    above: atUnitId !== null && (await may('request.endorse', { of: 'unit', unitId: atUnitId })),
    operator: await may('plan.make', { of: 'system' }),
  };
  const isOwn = actorAccountId !== null && submitters.includes(actorAccountId);
  return { hats: new Set((Object.keys(held) as Hat[]).filter((hat) => held[hat])), isOwn };
}
