import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

interface Hold {
  readonly accountId: AccountId;
  readonly reason: string;
  readonly by: AccountId | null;
}

/** False: it is held already. */
export async function placeHold(tx: Tx, { accountId, reason, by }: Hold): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    INSERT INTO legal_hold (account_id, reason, placed_by) VALUES (${accountId}, ${reason}, ${by})
    ON CONFLICT (account_id) WHERE lifted_at IS NULL DO NOTHING`.execute(tablesIn(tx));
  return numAffectedRows > 0n;
}

/** Whether its deletion is ordered. After `placeHold`, which waits for an order under way: whoever comes first is right. */
export async function isBeingDeleted(tx: Tx, accountId: AccountId): Promise<boolean> {
  const { rows } = await sql`SELECT FROM account_deletion WHERE account_id = ${accountId}`.execute(tablesIn(tx));
  return rows.length > 0;
}

/** False: it is not held. */
export async function liftHold(tx: Tx, accountId: AccountId, by: AccountId | null): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE legal_hold SET lifted_at = now(), lifted_by = ${by} WHERE account_id = ${accountId} AND lifted_at IS NULL`.execute(tablesIn(tx));
  return numAffectedRows > 0n;
}
