import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, CertificateId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { type Cause, type CertificateState, waitingStates } from './certificate.ts';

/** A certificate as lists show it. */
export interface ListedCertificate {
  readonly id: CertificateId;
  readonly accountId: AccountId;
  readonly kind: 'personal' | 'unit';
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  /** The person's or the unit's. */
  readonly name: string;
  readonly address: string;
  /** `Chánh Văn phòng, Văn phòng`: the post it was issued for; null: for the person or the unit. */
  readonly post: string | null;
  readonly serial: string;
  readonly issuer: string;
  readonly subject: string;
  readonly addresses: readonly string[];
  readonly keyUsage: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256 of the octets, lower case hexadecimal. */
  readonly fingerprint: string;
  readonly state: CertificateState;
  readonly since: string;
  readonly cause: Cause | null;
  readonly reason: string | null;
  readonly planId: PlanId | null;
  /** Who gets a unit's that is handed over. */
  readonly handOverTo: string | null;
}

export interface CertificateFilter {
  readonly id?: CertificateId | undefined;
  readonly accountId?: AccountId | undefined;
  readonly state?: CertificateState | undefined;
  /** Those in use that end within so many days of now. */
  readonly expiring?: { readonly days: number; readonly now: Date } | undefined;
  /** Those that something is asked for since a day within these. */
  readonly waiting?: { readonly from: string | null; readonly to: string | null } | undefined;
  /** Of the unit's mailbox and of people all of whose posts of today are in it; with those beneath it, unless it is asked for alone. */
  readonly within?: { readonly unitId: UnitId; readonly alone: boolean } | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** In the order they were entered. */
export function listCertificates(database: Database, filter: CertificateFilter): Promise<readonly ListedCertificate[]> {
  return select(tablesOf(database), filter);
}

/** One of them, which nobody else changes before commit. */
export async function lockListedCertificate(tx: Tx, id: CertificateId): Promise<ListedCertificate | undefined> {
  await sql`SELECT FROM certificate WHERE id = ${id} FOR NO KEY UPDATE`.execute(tablesIn(tx));
  return (await select(tablesIn(tx), { id, limit: 1 }))[0];
}

async function select(tables: Kysely<unknown>, filter: CertificateFilter): Promise<readonly ListedCertificate[]> {
  const { id, accountId, state, expiring, waiting, within, after, limit } = filter;
  const conditions = [
    sql`true`,
    ...(id === undefined ? [] : [sql`certificate.id = ${id}`]),
    ...(accountId === undefined ? [] : [sql`certificate.account_id = ${accountId}`]),
    ...(state === undefined ? [] : [sql`certificate.state = ${state}`]),
    ...(expiring === undefined
      ? []
      : [
          sql`(certificate.state = 'valid' OR certificate.state = 'handed-over' AND account.kind = 'unit')
            AND not_after > ${expiring.now} AND not_after <= ${expiring.now}::timestamptz + make_interval(days => ${expiring.days}::int)`,
        ]),
    ...(waiting === undefined
      ? []
      : [
          sql`certificate.state = ANY (${waitingStates}::text[])
            AND since BETWEEN coalesce(${waiting.from}::date, '-infinity') AND coalesce(${waiting.to}::date, 'infinity')`,
        ]),
    ...(within === undefined ? [] : [standsWithin(within)]),
    ...(after === undefined ? [] : [sql`certificate.id > ${after}`]),
  ];
  const { rows } = await sql<ListedCertificate>`
    SELECT certificate.id, certificate.account_id AS "accountId", account.kind, account.person_id AS "personId",
      account.unit_id AS "unitId", coalesce(person.display_name, unit.name) AS name,
      local_part || '@' || domain.name AS address, post.title || ', ' || office.name AS post, serial, issuer, subject, addresses,
      key_usage AS "keyUsage", not_before AS "notBefore", not_after AS "notAfter", encode(fingerprint, 'hex') AS fingerprint,
      certificate.state, since, cause, reason, certificate.plan_id AS "planId", heir.display_name AS "handOverTo"
    FROM certificate JOIN account ON account.id = certificate.account_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
    LEFT JOIN post ON post.id = certificate.post_id LEFT JOIN unit AS office ON office.id = post.unit_id
    LEFT JOIN person AS heir ON heir.id = hand_over_to
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY certificate.id LIMIT ${limit}`.execute(tables);
  return rows;
}

function standsWithin({ unitId, alone }: NonNullable<CertificateFilter['within']>): RawBuilder<unknown> {
  const units = alone
    ? sql`(SELECT ${unitId}::bigint)`
    : sql`(WITH RECURSIVE beneath (id) AS (
        SELECT ${unitId}::bigint UNION SELECT unit.id FROM beneath JOIN unit ON unit.parent_id = beneath.id
        WHERE today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity')) SELECT id FROM beneath)`;
  return sql`CASE WHEN account.unit_id IS NOT NULL THEN account.unit_id IN ${units}
    ELSE coalesce((SELECT bool_and(post.unit_id IN ${units}) FROM appointment JOIN post ON post.id = appointment.post_id
      WHERE appointment.person_id = account.person_id
        AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')), false) END`;
}

/** The certificate itself. */
export async function readDer(database: Database, id: CertificateId): Promise<Buffer | undefined> {
  const { rows } = await sql<{ der: Buffer }>`SELECT der FROM certificate WHERE id = ${id}`.execute(tablesOf(database));
  return rows[0]?.der;
}
