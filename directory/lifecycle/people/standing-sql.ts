import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

interface Absence {
  readonly accountId: AccountId;
  readonly kind: 'suspended' | 'left';
  readonly effectiveOn: string;
  /** The last day on which the mailbox must be kept; null: suspended. */
  readonly deleteAfter: string | null;
  readonly reason: string | null;
  readonly planId: PlanId;
}

/** Nobody signs in to the account from now on; it goes on receiving (REQ-ACC-6). Who was suspended and leaves is no longer suspended: answers the plan by which that was to end. */
export async function beginAbsence(tx: Tx, { accountId, kind, effectiveOn, deleteAfter, reason, planId }: Absence): Promise<PlanId | null> {
  const returnPlanId = await closeAbsence(tx, accountId, effectiveOn);
  await sql`
    INSERT INTO account_absence (account_id, kind, valid_from, delete_after, reason, plan_id)
    VALUES (${accountId}, ${kind}, ${effectiveOn}, ${deleteAfter}, ${reason}, ${planId})`.execute(tablesIn(tx));
  await setState(tx, accountId, 'locked');
  return returnPlanId;
}

/** In service again: whatever day its mail was to end is forgotten. Answers as `beginAbsence`. */
export async function endAbsence(tx: Tx, accountId: AccountId, effectiveOn: string): Promise<PlanId | null> {
  const returnPlanId = await closeAbsence(tx, accountId, effectiveOn);
  await setState(tx, accountId, 'active');
  await sql`UPDATE address SET receives_until = NULL WHERE account_id = ${accountId} AND kind = 'primary'`.execute(tablesIn(tx));
  return returnPlanId;
}

async function closeAbsence(tx: Tx, accountId: AccountId, effectiveOn: string): Promise<PlanId | null> {
  const { rows } = await sql<{ returnPlanId: PlanId | null }>`
    UPDATE account_absence SET valid_to = greatest(${effectiveOn}::date, valid_from) - 1
    WHERE account_id = ${accountId} AND valid_to IS NULL RETURNING return_plan_id AS "returnPlanId"`.execute(tablesIn(tx));
  return rows[0]?.returnPlanId ?? null;
}

/** The plan by which the suspension that stands ends on its day. */
export async function noteReturnPlan(tx: Tx, accountId: AccountId, planId: PlanId): Promise<void> {
  await sql`UPDATE account_absence SET return_plan_id = ${planId} WHERE account_id = ${accountId} AND valid_to IS NULL`.execute(
    tablesIn(tx),
  );
}

async function setState(tx: Tx, accountId: AccountId, state: 'active' | 'locked'): Promise<void> {
  await sql`UPDATE account SET state = ${state} WHERE id = ${accountId} AND state <> 'closed'`.execute(tablesIn(tx));
}

/** No address of the account receives after that day in Vietnam; those that end sooner do. */
export async function receiveUntil(tx: Tx, accountId: AccountId, until: string): Promise<void> {
  const end = sql`(${until}::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'`;
  await sql`
    UPDATE address SET receives_until = ${end}
    WHERE account_id = ${accountId} AND kind <> 'former' AND coalesce(receives_until, 'infinity') > ${end}`.execute(tablesIn(tx));
}
