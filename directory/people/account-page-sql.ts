import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { GivenRole } from '#directory/access/roles/role.ts';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { NameSearch } from './name-search.ts';
import { peopleNamed, unitsNamed } from './name-search-sql.ts';

/** An account as who may look at it sees it in a list. */
export interface AccountOnPage {
  readonly id: AccountId;
  readonly address: string;
  readonly kind: 'personal' | 'unit';
  readonly state: 'active' | 'locked' | 'closed';
  /** The person's or the unit's. */
  readonly name: string;
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  /** Given to it, in force or to begin. */
  readonly roles: readonly GivenRole[];
  readonly usedOctets: number;
  readonly quotaOctets: number;
  /** Linked to an account of the identity provider. */
  readonly hasSso: boolean;
}

export interface AccountPage {
  /** By the name of the person or unit, or by any address that receives. */
  readonly search?: NameSearch | undefined;
  readonly kind?: AccountOnPage['kind'] | undefined;
  readonly state?: AccountOnPage['state'] | undefined;
  /** Accounts within that unit and beneath: its own, and those of people all of whose posts of today are there. */
  readonly within?: UnitId | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Accounts in the order they were made. */
export function pageOfAccounts(database: Database, { search, kind, state, within, after, limit }: AccountPage): Promise<AccountOnPage[]> {
  const conditions = [
    ...(after === undefined ? [] : [sql`account.id > ${after}`]),
    ...(kind === undefined ? [] : [sql`account.kind = ${kind}`]),
    ...(state === undefined ? [] : [sql`account.state = ${state}`]),
  ];
  return select(tablesOf(database), { search, conditions, within, limit });
}

/** One account, which nobody else changes before commit. */
export async function lockAccountOnPage(tx: Tx, id: AccountId): Promise<AccountOnPage | undefined> {
  await sql`SELECT FROM account WHERE id = ${id} FOR NO KEY UPDATE`.execute(tablesIn(tx));
  return (await select(tablesIn(tx), { search: undefined, conditions: [sql`account.id = ${id}`], within: undefined, limit: 1 }))[0];
}

/** Who is called as one in five is fills a page of 50 out of so many; for who is not, looking at them costs some 5 ms. */
const lookedAtFirst = 300;

interface Selection {
  readonly search: NameSearch | undefined;
  readonly conditions: readonly RawBuilder<unknown>[];
  readonly within: UnitId | undefined;
  readonly limit: number;
}

async function select(tables: Kysely<unknown>, { search, conditions, within, limit }: Selection): Promise<AccountOnPage[]> {
  const scope =
    within === undefined
      ? sql`true`
      : sql`CASE WHEN account.unit_id IS NOT NULL THEN account.unit_id IN (SELECT id FROM beneath)
          ELSE coalesce((SELECT bool_and(post.unit_id IN (SELECT id FROM beneath)) FROM appointment JOIN post ON post.id = appointment.post_id
            WHERE appointment.person_id = account.person_id
              AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')), false) END`;
  // Where the next few accounts fill the page, nobody else is looked for: half the province is called Nguyễn.
  const isShort = search === undefined ? sql`true` : sql`(SELECT count(*) FROM near) < ${limit}`;
  const near = search === undefined ? sql`SELECT NULL::bigint AS id WHERE false` : amongNext(search, { conditions, scope, limit });
  // What each way finds is cut to the page before they are put together.
  const parts = (search === undefined ? [sql`account WHERE true`] : findings(search)).map(
    (from) =>
      sql`(SELECT account.id FROM ${sql.join([from, ...conditions, scope, isShort], sql` AND `)} ORDER BY account.id LIMIT ${limit})`,
  );
  const { rows } = await sql<AccountOnPage>`
    WITH RECURSIVE beneath (id) AS (
      SELECT ${within ?? null}::bigint UNION SELECT unit.id FROM beneath JOIN unit ON unit.parent_id = beneath.id
      WHERE today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity')
    ), near AS MATERIALIZED (${near}), found AS MATERIALIZED (
      SELECT id FROM (SELECT id FROM near UNION ${sql.join(parts, sql` UNION `)}) AS part ORDER BY id LIMIT ${limit}
    )
    SELECT account.id, local_part || '@' || domain.name AS address, account.kind, account.state, coalesce(person.display_name, unit.name) AS name,
      account.person_id AS "personId", account.unit_id AS "unitId", used_octets AS "usedOctets", quota_octets AS "quotaOctets",
      EXISTS (SELECT FROM oidc_link WHERE oidc_link.account_id = account.id) AS "hasSso",
      ARRAY(SELECT DISTINCT role FROM role_assignment WHERE role_assignment.account_id = account.id AND revoked_at IS NULL
        AND coalesce(role_assignment.valid_to, 'infinity') >= today_in_vietnam() ORDER BY role) AS roles
    FROM found JOIN account ON account.id = found.id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
    ORDER BY account.id`.execute(tables);
  return rows;
}

/** Of the next accounts those that are meant: a bounded look, which for what many are called fills the page. */
function amongNext(
  { words, addressFrom, addressTo, domain }: NameSearch,
  { conditions, scope, limit }: Pick<Selection, 'conditions' | 'limit'> & { readonly scope: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const isCalled = sql`to_tsvector('simple', coalesce(person.search_key, unit.search_key)) @@ ${words}::tsquery`;
  const hasAddress = sql`EXISTS (SELECT FROM address JOIN domain ON domain.id = domain_id
    WHERE address.account_id = account.id AND local_part COLLATE "C" >= ${addressFrom} AND local_part COLLATE "C" < ${addressTo}
      AND address.kind <> 'former' AND starts_with(domain.name, ${domain ?? ''}))`;
  const ways = [...(words === null ? [] : [isCalled]), ...(addressFrom === null ? [] : [hasAddress]), sql`false`];
  return sql`
    SELECT account.id FROM (
      SELECT account.id, person_id, unit_id FROM account WHERE ${sql.join([sql`true`, ...conditions], sql` AND `)}
      ORDER BY account.id LIMIT ${lookedAtFirst}) AS account
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
    WHERE (${sql.join(ways, sql` OR `)}) AND ${scope} ORDER BY account.id LIMIT ${limit}`;
}

/** What follows FROM. */
function findings({ words, addressFrom, addressTo, domain }: NameSearch): readonly RawBuilder<unknown>[] {
  const byName =
    words === null
      ? []
      : [
          sql`${peopleNamed(words)} JOIN account ON account.person_id = person.id WHERE true`,
          sql`${unitsNamed(words)} JOIN account ON account.unit_id = unit.id AND account.kind = 'unit' WHERE true`,
        ];
  // OFFSET 0: the few addresses first, not all accounts and then which of them has one.
  const byAddress = sql`(
      SELECT DISTINCT account_id FROM address JOIN domain ON domain.id = domain_id
      WHERE local_part COLLATE "C" >= ${addressFrom} AND local_part COLLATE "C" < ${addressTo} AND address.kind <> 'former'
        AND starts_with(domain.name, ${domain ?? ''}) OFFSET 0) AS owner
    JOIN account ON account.id = owner.account_id WHERE true`;
  const found = [...byName, ...(addressFrom === null ? [] : [byAddress])];
  return found.length === 0 ? [sql`account WHERE false`] : found;
}
