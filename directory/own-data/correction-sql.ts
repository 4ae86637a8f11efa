import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export const correctionFields = ['name', 'birth-date', 'post', 'address', 'other'] as const;
export type CorrectionField = (typeof correctionFields)[number];
export const correctionStates = ['open', 'carried-out', 'refused', 'withdrawn'] as const;
export type CorrectionState = (typeof correctionStates)[number];

export interface Correction {
  readonly id: number;
  readonly field: CorrectionField;
  readonly present: string;
  readonly wanted: string;
  readonly note: string | null;
  readonly askedAt: Date;
  readonly state: CorrectionState;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

/** With whose it is, for who answers. */
export interface AskedCorrection extends Correction {
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly name: string;
  readonly address: string;
  /** The primary address of who answered. */
  readonly answeredBy: string | null;
}

export async function insertCorrection(
  tx: Tx,
  made: { readonly accountId: AccountId } & Pick<Correction, 'field' | 'present' | 'wanted' | 'note'>,
): Promise<Correction> {
  const values = [made.accountId, made.field, made.present, made.wanted, made.note];
  const [row] = await queryIn<Correction>(tx, insert, values);
  return row!;
}

/** Locks the account, so that of two made at once each counts the other. */
export async function countOpenCorrections(tx: Tx, accountId: AccountId): Promise<number> {
  await queryIn(tx, lockAccount, [accountId]);
  const [row] = await queryIn<{ count: number }>(tx, countOpen, [accountId]);
  return row?.count ?? 0;
}

/** One's own, the latest first. */
export function listOwnCorrections(database: Database, accountId: AccountId, max: number): Promise<Correction[]> {
  return queryOn<Correction>(database, listOwn, [accountId, max]);
}

interface CorrectionPage {
  /** null: everybody's; else of people all of whose posts of today are in these units or below them. */
  readonly below: readonly UnitId[] | null;
  readonly isOpen: boolean;
  /** Whose are left out: nobody answers themselves. */
  readonly besides: AccountId;
  readonly max: number;
}

/** What waits, the oldest first; or what was answered, the latest first. */
export function listCorrections(database: Database, { below, isOpen, besides, max }: CorrectionPage): Promise<AskedCorrection[]> {
  return queryOn<AskedCorrection>(database, list, [below, isOpen, besides, max]);
}

/** Held until commit. */
export async function lockCorrection(tx: Tx, id: number): Promise<AskedCorrection | undefined> {
  await queryIn(tx, lockOne, [id]);
  const [row] = await queryIn<AskedCorrection>(tx, findOne, [id]);
  return row;
}

export async function settleCorrection(
  tx: Tx,
  settled: {
    readonly id: number;
    readonly state: Exclude<CorrectionState, 'open'>;
    readonly answer: string | null;
    readonly by: AccountId | null;
  },
): Promise<void> {
  await queryIn(tx, settle, [settled.id, settled.state, settled.answer, settled.by]);
}

/** The one fact about somebody that no plan changes: it is none of an event in their service. Answers what it was. */
export async function setBirthDate(tx: Tx, personId: PersonId, day: string): Promise<string | null> {
  const [row] = await queryIn<{ was: string | null }>(tx, updateBirthDate, [personId, day]);
  return row?.was ?? null;
}

const updateBirthDate: HotStatement = {
  name: 'correction-set-birth-date',
  text: `
    WITH former AS (SELECT id, birth_date FROM person WHERE id = $1::bigint FOR UPDATE)
    UPDATE person SET birth_date = $2::date FROM former WHERE person.id = former.id RETURNING former.birth_date::text AS was`,
};

const columns = `correction.id, field, present, wanted, note, asked_at AS "askedAt", correction.state, answer, answered_at AS "answeredAt"`;
const primary = (account: string) => `(SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE address.account_id = ${account} AND address.kind = 'primary')`;
const withOwner = `SELECT ${columns}, account.id AS "accountId", person.id AS "personId", person.display_name AS name,
      ${primary('account.id')} AS address, ${primary('answered_by')} AS "answeredBy"
    FROM correction JOIN account ON account.id = correction.account_id JOIN person ON person.id = account.person_id`;

const insert: HotStatement = {
  name: 'correction-insert',
  text: `INSERT INTO correction (account_id, field, present, wanted, note) VALUES ($1::bigint, $2, $3, $4, $5) RETURNING ${columns}`,
};
const lockAccount: HotStatement = { name: 'correction-lock-account', text: 'SELECT FROM account WHERE id = $1::bigint FOR NO KEY UPDATE' };
const countOpen: HotStatement = {
  name: 'correction-count-open',
  text: `SELECT count(*)::int AS count FROM correction WHERE account_id = $1::bigint AND state = 'open'`,
};
const listOwn: HotStatement = {
  name: 'correction-list-own',
  text: `SELECT ${columns} FROM correction WHERE account_id = $1::bigint ORDER BY id DESC LIMIT $2::int`,
};
const lockOne: HotStatement = { name: 'correction-lock', text: 'SELECT FROM correction WHERE id = $1::bigint FOR UPDATE' };
const findOne: HotStatement = { name: 'correction-find', text: `${withOwner} WHERE correction.id = $1::bigint` };
const settle: HotStatement = {
  name: 'correction-settle',
  text: `UPDATE correction SET state = $2, answer = $3, answered_by = $4::bigint, answered_at = now() WHERE id = $1::bigint`,
};

// Somebody without a post is within nobody's unit, as everywhere (access/roles/decide.ts).
const list: HotStatement = {
  name: 'correction-list',
  text: `
    WITH RECURSIVE beneath (id) AS (
      SELECT unnest($1::bigint[]) UNION SELECT unit.id FROM beneath JOIN unit ON unit.parent_id = beneath.id
      WHERE today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity')
    )
    ${withOwner}
    WHERE (correction.state = 'open') = $2::boolean AND correction.state <> 'withdrawn' AND correction.account_id <> $3::bigint
      AND ($1::bigint[] IS NULL OR coalesce((
        SELECT bool_and(post.unit_id IN (SELECT id FROM beneath)) FROM appointment JOIN post ON post.id = appointment.post_id
        WHERE appointment.person_id = account.person_id
          AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')), false))
    ORDER BY CASE WHEN $2::boolean THEN correction.id END, answered_at DESC, correction.id DESC LIMIT $4::int`,
};
