import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** New ones in place of all that there were. */
export async function replaceRecoveryCodes(tx: Tx, accountId: AccountId, macs: readonly Buffer[]): Promise<void> {
  await deleteRecoveryCodes(tx, accountId);
  await queryIn(tx, insert, [accountId, macs]);
}

export async function deleteRecoveryCodes(tx: Tx, accountId: AccountId): Promise<void> {
  await queryIn(tx, remove, [accountId]);
}

/** false when it is none of the account's, or was used already. */
export async function spendRecoveryCode(database: Database, accountId: AccountId, mac: Buffer): Promise<boolean> {
  return (await queryOn(database, spend, [accountId, mac])).length > 0;
}

export async function countRecoveryCodes(database: Database, accountId: AccountId): Promise<number> {
  const [row] = await queryOn<{ count: number }>(database, count, [accountId]);
  return row?.count ?? 0;
}

const insert: HotStatement = {
  name: 'web-insert-recovery-codes',
  text: 'INSERT INTO recovery_code (account_id, mac) SELECT $1::bigint, unnest($2::bytea[])',
};
const remove: HotStatement = { name: 'web-delete-recovery-codes', text: 'DELETE FROM recovery_code WHERE account_id = $1::bigint' };
const spend: HotStatement = {
  name: 'web-spend-recovery-code',
  text: `
    UPDATE recovery_code SET used_at = clock_timestamp()
    WHERE account_id = $1::bigint AND mac = $2::bytea AND used_at IS NULL RETURNING 1`,
};
const count: HotStatement = {
  name: 'web-count-recovery-codes',
  text: 'SELECT count(*) AS count FROM recovery_code WHERE account_id = $1::bigint AND used_at IS NULL',
};
