import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, GrantId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { GrantToMake } from './person-deeds.ts';

export interface RevokedGrant {
  readonly id: GrantId;
  readonly target: string;
  readonly principal: string;
  readonly rights: readonly string[];
}

/** Grants to the person by name that still stand: all of them, or those on some accounts. */
export function revokeGrantsTo(tx: Tx, personId: PersonId, on: 'all' | readonly AccountId[]): Promise<readonly RevokedGrant[]> {
  const accounts = on === 'all' ? sql`true` : sql`target_account_id = ANY (${on}::bigint[])`;
  return revoke(tx, sql`principal_kind = 'person' AND principal_id = ${personId} AND ${accounts}`);
}

/** Grants to whoever else on an account that still stand: all, or those that others than its owner gave in the absence that stands open. */
export function revokeGrantsOn(tx: Tx, accountId: AccountId, which: 'all' | 'lent'): Promise<readonly RevokedGrant[]> {
  const lent = sql`granted_by IS DISTINCT FROM ${accountId} AND EXISTS (SELECT FROM account_absence AS away
    WHERE away.account_id = ${accountId} AND away.valid_to IS NULL
      AND away.valid_from <= (access_grant.valid_from AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)`;
  return revoke(tx, sql`target_account_id = ${accountId} AND ${which === 'all' ? sql`true` : lent}`);
}

async function revoke(tx: Tx, condition: ReturnType<typeof sql>): Promise<readonly RevokedGrant[]> {
  const { rows } = await sql<RevokedGrant>`
    UPDATE access_grant SET revoked_at = now()
    FROM address, domain
    WHERE ${condition} AND revoked_at IS NULL AND coalesce(access_grant.valid_to, 'infinity') > now()
      AND address.account_id = target_account_id AND address.kind = 'primary' AND domain.id = address.domain_id
    RETURNING access_grant.id, local_part || '@' || domain.name AS target, principal_kind || ' ' || principal_id AS principal, rights`.execute(
    tablesIn(tx),
  );
  return rows;
}

export async function insertGrants(
  tx: Tx,
  { targetAccountId, grants, grantedBy }: { targetAccountId: AccountId; grants: readonly GrantToMake[]; grantedBy: AccountId | null },
): Promise<void> {
  for (const { to, rights, until } of grants)
    await sql`
      INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights, valid_to, granted_by)
      VALUES (${targetAccountId}, ${to.kind}, ${to.id}, ${rights}, (${until}::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', ${grantedBy})`.execute(
      tablesIn(tx),
    );
}

export interface LiveAppPassword {
  readonly id: string;
  readonly label: string;
  readonly personId: PersonId;
  /** Their primary address. */
  readonly owner: string;
  readonly targetAccountId: AccountId;
}

export async function liveAppPasswords(tx: Tx, people: readonly PersonId[]): Promise<readonly LiveAppPassword[]> {
  const { rows } = await sql<LiveAppPassword>`
    SELECT app_password.id, label, person_id AS "personId", local_part || '@' || domain.name AS owner,
      target_account_id AS "targetAccountId"
    FROM app_password JOIN account ON account.id = app_password.account_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE person_id = ANY (${people}::bigint[]) AND revoked_at IS NULL AND coalesce(expires_at, 'infinity') > now()
    ORDER BY app_password.id`.execute(tablesIn(tx));
  return rows;
}

export async function revokeAppPasswords(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`UPDATE app_password SET revoked_at = now() WHERE id = ANY (${ids}::text[]) AND revoked_at IS NULL`.execute(tablesIn(tx));
}

export async function removePassword(tx: Tx, accountId: AccountId): Promise<void> {
  await sql`DELETE FROM password WHERE account_id = ${accountId}`.execute(tablesIn(tx));
}

export async function changeGroups(
  tx: Tx,
  { personId, leaves, joins }: { personId: PersonId; leaves: readonly number[]; joins: readonly number[] },
): Promise<void> {
  await sql`DELETE FROM principal_group_member WHERE person_id = ${personId} AND group_id = ANY (${leaves}::bigint[])`.execute(
    tablesIn(tx),
  );
  await sql`
    INSERT INTO principal_group_member (group_id, person_id) SELECT unnest(${joins}::bigint[]), ${personId}
    ON CONFLICT DO NOTHING`.execute(tablesIn(tx));
}
