import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { credentialLimits } from './limits.ts';
import { queryRows, type Source } from './query-rows.ts';

export interface PasswordOwnerRow {
  /** null for a unit's account. */
  readonly displayName: string | null;
  readonly birthDate: string | null;
  readonly localParts: readonly string[];
}

export async function findPasswordOwner(source: Source, accountId: AccountId): Promise<PasswordOwnerRow | undefined> {
  const [row] = await queryRows<PasswordOwnerRow>(source, findOwner, [accountId]);
  return row;
}

/** Hashes of the present password and of those before it, the latest first. */
export async function recentHashes(database: Database, accountId: AccountId, count: number): Promise<readonly string[]> {
  return (await queryOn<{ hash: string }>(database, selectRecent, [accountId, count])).map(({ hash }) => hash);
}

/** Whether the account has a role, in force or to begin: whose it is keeps to the rules of administrators (REQ-ACC-8). */
export async function hasRole(database: Database, accountId: AccountId): Promise<boolean> {
  return (await queryOn(database, selectRole, [accountId])).length > 0;
}

/** Held until commit: the password is the one that was set at `version`. */
export async function lockPassword(tx: Tx, accountId: AccountId, version: string): Promise<boolean> {
  return (await queryIn(tx, lock, [accountId, version])).length > 0;
}

/** false when the account is no person's: nothing is written then (REQ-DEL-3). */
export async function writePassword(tx: Tx, accountId: AccountId, hash: string, mustChange: boolean): Promise<boolean> {
  return (await queryIn(tx, write, [accountId, hash, mustChange])).length > 0;
}

const findOwner: HotStatement = {
  name: 'access-find-password-owner',
  text: `
    SELECT person.display_name AS "displayName", person.birth_date AS "birthDate",
      ARRAY(SELECT local_part FROM address WHERE address.account_id = account.id) AS "localParts"
    FROM account LEFT JOIN person ON person.id = account.person_id
    WHERE account.id = $1::bigint`,
};

// What it was before is kept, as far back as anybody may ask.
const write: HotStatement = {
  name: 'access-write-password',
  text: `
    WITH former AS (
      INSERT INTO password_history (account_id, hash) SELECT account_id, hash FROM password WHERE account_id = $1::bigint),
    forgotten AS (
      DELETE FROM password_history WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM password_history WHERE account_id = $1::bigint ORDER BY replaced_at DESC
        OFFSET ${credentialLimits.formerPasswordsMax - 1})))
    INSERT INTO password AS known (account_id, hash, must_change)
    SELECT id, $2, $3 FROM account WHERE id = $1::bigint AND kind = 'personal'
    ON CONFLICT (account_id) DO UPDATE
      SET hash = excluded.hash, must_change = excluded.must_change, changed_at = clock_timestamp()
    RETURNING account_id`,
};

const selectRecent: HotStatement = {
  name: 'access-recent-passwords',
  text: `
    SELECT hash FROM (
      SELECT hash, 'infinity'::timestamptz AS until FROM password WHERE account_id = $1::bigint
      UNION ALL SELECT hash, replaced_at FROM password_history WHERE account_id = $1::bigint) AS known
    ORDER BY until DESC LIMIT $2::int`,
};

const selectRole: HotStatement = {
  name: 'access-has-role',
  text: `
    SELECT FROM role_assignment
    WHERE account_id = $1::bigint AND revoked_at IS NULL AND coalesce(valid_to, 'infinity') >= today_in_vietnam() LIMIT 1`,
};

const lock: HotStatement = {
  name: 'access-lock-password',
  text: 'SELECT 1 FROM password WHERE account_id = $1::bigint AND extract(epoch FROM changed_at)::text = $2 FOR UPDATE',
};
