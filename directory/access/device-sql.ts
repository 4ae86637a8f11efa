import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

/** A program or a phone with a password of its own, by the name its owner gave it. */
export interface Device {
  readonly label: string;
  /** Whose it is, and what it opens: primary addresses. */
  readonly owner: string;
  readonly opens: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** Those of the account's person, and those of anybody that open its mailbox; the last used first. */
export function listDevices(database: Database, accountId: AccountId, limit: number): Promise<Device[]> {
  return queryOn<Device & Record<string, unknown>>(database, devices, [accountId, limit]);
}

const addressOf = (column: string) => `(SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE address.account_id = ${column} AND address.kind = 'primary')`;

const devices: HotStatement = {
  name: 'access-list-devices',
  text: `
    SELECT label, ${addressOf('app_password.account_id')} AS owner, ${addressOf('target_account_id')} AS opens, created_at AS "createdAt",
      expires_at AS "expiresAt", last_used_at AS "lastUsedAt"
    FROM app_password
    WHERE (account_id = $1::bigint OR target_account_id = $1::bigint) AND revoked_at IS NULL
      AND (expires_at IS NULL OR expires_at > statement_timestamp())
    ORDER BY coalesce(last_used_at, created_at) DESC, id LIMIT $2::int`,
};

/** When the account was last signed in to, to the day; null: never. */
export async function lastAccountUse(database: Database, accountId: AccountId): Promise<Date | null> {
  const [row] = await queryOn<{ usedAt: Date }>(database, lastUse, [accountId]);
  return row?.usedAt ?? null;
}

const lastUse: HotStatement = {
  name: 'access-last-account-use',
  text: 'SELECT used_at AS "usedAt" FROM account_use WHERE account_id = $1::bigint',
};
