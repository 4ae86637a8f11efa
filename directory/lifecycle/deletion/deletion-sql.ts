import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, PlanId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { EndedAccount } from './due-account-sql.ts';

/** Nobody holds, opens or changes the account before commit: whoever refers to it waits. */
export async function lockAccount(tx: Tx, accountId: AccountId): Promise<void> {
  await sql`SELECT FROM account WHERE id = ${accountId} FOR UPDATE`.execute(tablesIn(tx));
}

interface Order {
  readonly account: EndedAccount;
  readonly reason: string;
  readonly by: AccountId | null;
}

/**
 * Closed from now on: no address of it receives, and nothing opens it. Addresses stay, with the moment until which they were somebody's
 * (REQ-DIR-10).
 */
export async function insertDeletion(tx: Tx, { account: { accountId, messages, octets }, reason, by }: Order): Promise<void> {
  const tables = tablesIn(tx);
  await sql`
    INSERT INTO account_deletion (account_id, ordered_by, reason, messages, octets)
    VALUES (${accountId}, ${by}, ${reason}, ${messages}, ${octets})`.execute(tables);
  await sql`UPDATE account SET state = 'closed' WHERE id = ${accountId}`.execute(tables);
  await sql`UPDATE address SET receives_until = least(receives_until, now()) WHERE account_id = ${accountId}`.execute(tables);
  for (const table of ofTheAccount) await sql`DELETE FROM ${sql.table(table)} WHERE account_id = ${accountId}`.execute(tables);
}

/** What proves its owner, and what was noted of its use. */
const ofTheAccount = [
  ...([
    'password',
    'password_history',
    'totp',
    'recovery_code',
    'passkey',
    'passkey_user',
    'web_session',
    'web_sign_in',
    'oidc_link',
  ] as const),
  ...(['account_use', 'quota_warning', 'auto_reply', 'auto_reply_sent'] as const),
];

/** App passwords of the account, and those of others that open it. Answers whose each is. */
export async function revokeAppPasswordsOf(
  tx: Tx,
  accountId: AccountId,
): Promise<readonly { readonly id: string; readonly owner: string }[]> {
  const { rows } = await sql<{ id: string; owner: string }>`
    UPDATE app_password SET revoked_at = now() FROM address, domain
    WHERE ${accountId} IN (app_password.account_id, target_account_id) AND revoked_at IS NULL
      AND address.account_id = app_password.account_id AND address.kind = 'primary' AND domain.id = address.domain_id
    RETURNING app_password.id, local_part || '@' || domain.name AS owner`.execute(tablesIn(tx));
  return rows;
}

/** Plans that wait for their day and are about the person: none of them could be carried out. */
export async function plansAbout(tx: Tx, personId: PersonId | null): Promise<readonly PlanId[]> {
  const { rows } = await sql<{ id: PlanId }>`
    SELECT id FROM plan WHERE kind = 'person' AND state = 'planned' AND (body #>> '{deeds,person,personId}')::bigint = ${personId}
    ORDER BY id`.execute(tablesIn(tx));
  return rows.map(({ id }) => id);
}

/** Ordered and not finished: a process may have been killed over them. */
export async function openDeletions(database: Database): Promise<readonly AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    SELECT account_id AS id FROM account_deletion WHERE finished_at IS NULL ORDER BY ordered_at`.execute(tablesOf(database));
  return rows.map(({ id }) => id);
}

export async function lateDeletions(database: Database, sinceMs: number): Promise<readonly AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    SELECT account_id AS id FROM account_deletion
    WHERE finished_at > now() - ${sinceMs}::float8 * interval '1 ms'`.execute(tablesOf(database));
  return rows.map(({ id }) => id);
}

/** Of an order that is not finished; nobody else finishes it before commit. */
export async function lockDeletion(
  tx: Tx,
  accountId: AccountId,
): Promise<{ readonly address: string; readonly messages: number; readonly octets: number } | undefined> {
  const { rows } = await sql<{ address: string; messages: number; octets: number }>`
    SELECT messages, octets, local_part || '@' || domain.name AS address FROM account_deletion
    JOIN address USING (account_id) JOIN domain ON domain.id = domain_id
    WHERE account_id = ${accountId} AND finished_at IS NULL AND address.kind = 'primary'
    FOR UPDATE OF account_deletion`.execute(tablesIn(tx));
  return rows[0];
}

/** Delegations on it have ended; that they were is in the audit. Some name folders, which go. */
export async function finishDeletion(tx: Tx, accountId: AccountId): Promise<void> {
  await sql`DELETE FROM access_grant WHERE target_account_id = ${accountId}`.execute(tablesIn(tx));
  await sql`UPDATE account_deletion SET finished_at = now() WHERE account_id = ${accountId}`.execute(tablesIn(tx));
}
