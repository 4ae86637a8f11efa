import { permit } from '#directory/access/two-people/permit.ts';
import type { AccountId } from '#kernel/ids.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { MadePlan, PlanRefusal } from './plan.ts';

interface Deps {
  readonly tx: Tx;
  /** Left out: one person suffices for everything. */
  readonly twoPeople?: boolean | undefined;
}

/** Asks for what a plan does by the way and has to be allowed by itself: making it a plan is no way around that. A refusal rolls back. */
export async function permitPlan(
  { tx, twoPeople = false }: Deps,
  actorAccountId: AccountId | null,
  { asks = [] }: MadePlan,
): Promise<Result<void, PlanRefusal>> {
  for (const ask of asks) {
    const permitted = await permit({ tx, twoPeople }, { ...ask, actorAccountId });
    if (!permitted.ok) return permitted;
  }
  return ok();
}
