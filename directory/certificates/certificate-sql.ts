import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, CertificateId, PersonId, PlanId, PostId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Cause, CertificateState, KnownCertificate } from './certificate.ts';
import type { ReadCertificate } from './read-certificate.ts';
import type { CertificateTables } from './tables.ts';

const known = sql`
    SELECT certificate.id, certificate.account_id AS "accountId", account.person_id AS "personId", account.unit_id AS "unitId",
      post_id AS "postId", local_part || '@' || domain.name AS address, serial, subject, certificate.state
    FROM certificate JOIN account ON account.id = certificate.account_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id`;

interface Owners {
  readonly people: readonly PersonId[];
  readonly units: readonly UnitId[];
}

/** Those of these people and units with which anything is still to be done, and that have not ended before the day. hold: until commit. */
export async function readCertificatesOf(
  tx: Tx,
  { people, units }: Owners,
  on: string,
  hold?: 'hold',
): Promise<readonly KnownCertificate[]> {
  const { rows } = await sql<KnownCertificate>`${known}
    WHERE (account.person_id = ANY (${people}::bigint[]) OR account.unit_id = ANY (${units}::bigint[]))
      AND certificate.state NOT IN ('revoked', 'replaced') AND not_after >= ${on}::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
    ORDER BY certificate.id ${hold === undefined ? sql`` : sql`FOR NO KEY UPDATE OF certificate`}`.execute(tablesIn(tx));
  return rows;
}

/** Held until commit. */
export async function lockCertificate(tx: Tx, id: CertificateId): Promise<KnownCertificate | undefined> {
  const { rows } = await sql<KnownCertificate>`${known} WHERE certificate.id = ${id} FOR NO KEY UPDATE OF certificate`.execute(
    tablesIn(tx),
  );
  return rows[0];
}

/**
 * Whose certificate is entered is held until commit, and known as of then: a plan by which they leave waits, and finds it, or it is refused.
 * undefined: there is no such account.
 */
export async function lockOwner(tx: Tx, accountId: AccountId): Promise<{ isClosed: boolean; hasLeft: boolean } | undefined> {
  await sql`SELECT FROM account WHERE id = ${accountId} FOR SHARE`.execute(tablesIn(tx));
  const { rows } = await sql<{ isClosed: boolean; hasLeft: boolean }>`
    SELECT state = 'closed' AS "isClosed", EXISTS (SELECT FROM account_absence AS away
      WHERE away.account_id = account.id AND away.kind = 'left' AND away.valid_to IS NULL) AS "hasLeft"
    FROM account WHERE id = ${accountId}`.execute(tablesIn(tx));
  return rows[0];
}

interface NewCertificate extends ReadCertificate {
  readonly accountId: AccountId;
  readonly postId: PostId | null;
  readonly reason: string | null;
  readonly by: AccountId | null;
}

/** undefined: it is in the register, or another of that number by the same authority is. */
export async function insertCertificate(tx: Tx, certificate: NewCertificate): Promise<CertificateId | undefined> {
  const { accountId, postId, serial, issuer, subject, addresses, keyUsage, notBefore, notAfter, der, reason, by } = certificate;
  const row = { account_id: accountId, post_id: postId, serial, issuer, subject, addresses: [...addresses], key_usage: [...keyUsage] };
  const inserted = await tablesIn<CertificateTables>(tx)
    .insertInto('certificate')
    .values({ ...row, not_before: notBefore, not_after: notAfter, der, reason, changed_by: by })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id;
}

export interface StateChange {
  readonly id: CertificateId;
  readonly state: CertificateState;
  readonly since: string;
  readonly cause: Cause | null;
  readonly reason: string | null;
  readonly planId: PlanId | null;
  readonly handOverTo: PersonId | null;
  readonly by: AccountId | null;
}

/** What it was before stays in certificate_change. */
export async function changeState(tx: Tx, { id, state, since, cause, reason, planId, handOverTo, by }: StateChange): Promise<void> {
  const now = { state, since, cause, reason, plan_id: planId, hand_over_to: handOverTo, changed_by: by };
  await tablesIn<CertificateTables>(tx).updateTable('certificate').set(now).where('id', '=', id).execute();
}

/** Every address that was ever the account's (REQ-DIR-10). */
export async function addressesOf(tx: Tx, accountId: AccountId): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ address: string }>`
    SELECT local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = domain_id
    WHERE account_id = ${accountId}`.execute(tablesIn(tx));
  return new Set(rows.map(({ address }) => address));
}

/** Posts of that title in the unit that the account's person holds on the day or later. */
export async function heldPosts(
  tx: Tx,
  { accountId, unitId, title, on }: { readonly accountId: AccountId; readonly unitId: UnitId; readonly title: string; readonly on: string },
): Promise<readonly PostId[]> {
  const { rows } = await sql<{ id: PostId }>`
    SELECT DISTINCT post.id FROM post JOIN appointment ON appointment.post_id = post.id
    JOIN account ON account.person_id = appointment.person_id
    WHERE account.id = ${accountId} AND post.unit_id = ${unitId} AND lower(post.title) = lower(${title})
      AND coalesce(appointment.valid_to, 'infinity') >= greatest(${on}::date, appointment.valid_from)
    ORDER BY post.id`.execute(tablesIn(tx));
  return rows.map(({ id }) => id);
}

export interface CertificateChange {
  readonly at: Date;
  readonly state: CertificateState;
  readonly since: string;
  readonly cause: Cause | null;
  readonly reason: string | null;
  readonly planId: PlanId | null;
  /** null: the server's own console, or a job. */
  readonly by: string | null;
}

/** Everything that it has been, the first first. */
export async function historyOf(database: Database, id: CertificateId): Promise<readonly CertificateChange[]> {
  const { rows } = await sql<CertificateChange>`
    SELECT changed_at AS at, state, since, cause, reason, plan_id AS "planId",
      (SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE address.account_id = changed_by AND address.kind = 'primary') AS by
    FROM certificate_change WHERE certificate_id = ${id} ORDER BY certificate_change.id`.execute(tablesOf(database));
  return rows;
}
