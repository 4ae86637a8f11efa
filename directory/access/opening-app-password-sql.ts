import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ListedAppPassword } from './own-app-password-sql.ts';

/** One that opens a mailbox, and whose it is. */
export interface OpeningAppPassword extends Omit<ListedAppPassword, 'opens'> {
  readonly owner: { readonly accountId: AccountId; readonly name: string; readonly address: string };
}

/** Those that can be used, whosoever they are; the last used first. */
export function listOpening(database: Database, targetAccountId: AccountId, max: number): Promise<OpeningAppPassword[]> {
  return queryOn<OpeningAppPassword>(database, list, [targetAccountId, max]);
}

/** Whose a live one that opens the mailbox is. */
export async function findOpeningOwner(
  tx: Tx,
  { id, targetAccountId }: { readonly id: string; readonly targetAccountId: AccountId },
): Promise<{ readonly accountId: AccountId; readonly address: string } | undefined> {
  const [row] = await queryIn<{ accountId: AccountId; address: string }>(tx, findOwner, [id, targetAccountId]);
  return row;
}

const live = `app_password.revoked_at IS NULL AND (app_password.expires_at IS NULL OR app_password.expires_at > statement_timestamp())`;
const withOwner = `app_password JOIN account ON account.id = app_password.account_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id`;

const list: HotStatement = {
  name: 'access-list-opening-app-passwords',
  text: `
    SELECT app_password.id, app_password.label, app_password.program, app_password.created_at AS "createdAt", app_password.expires_at AS "expiresAt",
      app_password.last_used_at AS "lastUsedAt",
      jsonb_build_object('accountId', account.id, 'name', person.display_name, 'address', local_part || '@' || domain.name) AS owner
    FROM ${withOwner} JOIN person ON person.id = account.person_id
    WHERE app_password.target_account_id = $1::bigint AND ${live}
    ORDER BY app_password.last_used_at DESC NULLS LAST, app_password.created_at DESC, app_password.id LIMIT $2::int`,
};

const findOwner: HotStatement = {
  name: 'access-find-opening-owner',
  text: `
    SELECT account.id AS "accountId", local_part || '@' || domain.name AS address FROM ${withOwner}
    WHERE app_password.id = $1 AND app_password.target_account_id = $2::bigint AND ${live}`,
};
