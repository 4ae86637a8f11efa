import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

// To the day: sign-in reads it with the account, and only then is anything written.

/** The account is in use: its months begin anew (REQ-ACC-7). */
export async function noteAccountUse(database: Database, accountId: AccountId): Promise<void> {
  await queryOn(database, noteUse, [accountId]);
}

/** As `noteAccountUse`, by an administrator who unlocks it. */
export async function beginAccountUse(tx: Tx, accountId: AccountId): Promise<void> {
  await queryIn(tx, noteUse, [accountId]);
}

const noteUse: HotStatement = {
  name: 'access-note-account-use',
  text: `
    INSERT INTO account_use (account_id, used_at) VALUES ($1::bigint, statement_timestamp())
    ON CONFLICT (account_id) DO UPDATE SET used_at = excluded.used_at, warned_days = NULL, locks_on = NULL`,
};
