import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { MailProgram } from './mail-programs.ts';

export interface ListedAppPassword {
  readonly id: string;
  readonly label: string;
  /** null: nobody said which. */
  readonly program: MailProgram | null;
  /** The address of what it opens. */
  readonly opens: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** Those of one person that can still be used, the latest first. */
export function listAppPasswords(database: Database, accountId: AccountId, max: number): Promise<ListedAppPassword[]> {
  return queryOn<ListedAppPassword>(database, list, [accountId, max]);
}

/** Those that could be used today. Locks the account, so that of two made at once each sees the other. */
export async function countLiveAppPasswords(tx: Tx, accountId: AccountId): Promise<number> {
  await queryIn(tx, lockAccount, [accountId]);
  const [row] = await queryIn<{ count: number }>(tx, countLive, [accountId]);
  return row?.count ?? 0;
}

/** The primary address of a mailbox that is not closed. */
export async function findMailboxAddress(tx: Tx, accountId: AccountId): Promise<string | undefined> {
  const [row] = await queryIn<{ address: string }>(tx, findAddress, [accountId]);
  return row?.address;
}

const live = `app_password.account_id = $1::bigint AND app_password.revoked_at IS NULL
      AND (app_password.expires_at IS NULL OR app_password.expires_at > statement_timestamp())`;

const list: HotStatement = {
  name: 'access-list-app-passwords',
  text: `
    SELECT app_password.id, app_password.label, app_password.program, address.local_part || '@' || domain.name AS opens, app_password.created_at AS "createdAt",
      app_password.expires_at AS "expiresAt", app_password.last_used_at AS "lastUsedAt"
    FROM app_password JOIN address ON address.account_id = app_password.target_account_id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE ${live} ORDER BY app_password.created_at DESC, app_password.id LIMIT $2::int`,
};

const lockAccount: HotStatement = {
  name: 'access-lock-account-of-app-passwords',
  text: 'SELECT FROM account WHERE id = $1::bigint FOR UPDATE',
};

const countLive: HotStatement = { name: 'access-count-app-passwords', text: `SELECT count(*) AS count FROM app_password WHERE ${live}` };

const findAddress: HotStatement = {
  name: 'access-find-mailbox-address',
  text: `
    SELECT address.local_part || '@' || domain.name AS address
    FROM account JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE account.id = $1::bigint AND account.state <> 'closed'`,
};
