import { authorise } from '#directory/access/roles/authorise.ts';
import { withoutProof } from '#directory/access/roles/step-up.ts';
import { permit } from '#directory/access/two-people/permit.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type MadePlan, type PlanRefusal, planRefusal } from './plan.ts';

interface Deps {
  readonly tx: Tx;
  /** Left out: one person suffices for everything. */
  readonly twoPeople?: boolean | undefined;
  readonly isProved?: boolean | undefined;
}

/** Asks for what a plan does by the way and has to be allowed by itself: making it a plan is no way around that. A refusal rolls back. */
export async function permitPlan(
  { tx, twoPeople = false, isProved = true }: Deps,
  actorAccountId: AccountId | null,
  { asks = [] }: MadePlan,
): Promise<Result<void, PlanRefusal>> {
  if (!isProved) withoutProof(tx);
  for (const ask of asks) {
    const permitted = await permit({ tx, twoPeople }, { ...ask, actorAccountId });
    if (!permitted.ok) return permitted;
  }
  return ok();
}

/**
 * Whether who made a plan may still do all that it does: nobody's word outlasts their right to give it. A second person approved the plan as
 * it is, once; they are not asked again. `madeBy`: null, at the server's own console.
 */
export async function makerStillMay(tx: Tx, madeBy: AccountId | null, { asks = [] }: MadePlan): Promise<Result<void, PlanRefusal>> {
  for (const { act, target } of [{ act: 'plan.make', target: { of: 'system' } } as const, ...asks]) {
    const may = await authorise({ tx }, { actorAccountId: madeBy, act, target });
    if (!may.ok) return refused(lostRight(may.refusal.inBoth));
  }
  return ok();
}

const lostRight = (why: InBoth): PlanRefusal =>
  planRefusal('forbidden', {
    vi: `Người lập kế hoạch không còn quyền này: hãy để người khác thực hiện (carry-out) hoặc lập lại (remake). ${why.vi}`,
    en: `Whoever made the plan may no longer: somebody else carries it out, or makes it anew (remake). ${why.en}`,
  });
