import { type RawBuilder, sql } from 'kysely';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import type { NameSearch } from './name-search.ts';
import { peopleNamed } from './name-search-sql.ts';

/** away: locked or suspended, which is nobody's business but of who may look at the account. left: closed too. */
export const presences = ['in-service', 'away', 'left'] as const;
export type Presence = (typeof presences)[number];

/** A person as the directory shows them to everybody in it. */
export interface PersonOnPage {
  readonly id: PersonId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly address: string;
  readonly presence: Presence;
  /** Of today, the main one first. */
  readonly posts: readonly {
    readonly unitId: UnitId;
    readonly unit: string;
    readonly title: string;
    readonly kind: PostKind;
    readonly capacity: Capacity;
    readonly isMain: boolean;
  }[];
  /** Its place in the list. */
  readonly listKey: string;
}

export interface PersonPage {
  readonly search?: NameSearch | undefined;
  readonly presence?: Presence | undefined;
  /** With a post in it today; `below`: or in a unit beneath. */
  readonly unit?: { readonly id: UnitId; readonly below: boolean } | undefined;
  readonly after?: readonly [listKey: string, id: number] | undefined;
  readonly limit: number;
}

/**
 * People by given name, as directories here are ordered, without marks: what an index gives, so that a page costs the same wherever it is.
 * There is nobody without an account.
 */
export async function pageOfPeople(database: Database, page: PersonPage): Promise<PersonOnPage[]> {
  // What a name finds and what an address finds are each cut to the page before they are put together: half the province is called Nguyễn.
  const parts = page.search === undefined ? [sql`person WHERE true`] : findings(page.search);
  const { rows } = await sql<PersonOnPage>`
    WITH found AS MATERIALIZED (
      SELECT id, display_name, list_key FROM (${sql.join(
        parts.map((part) => cut(part, page)),
        sql` UNION `,
      )}) AS part
      ORDER BY list_key, id LIMIT ${page.limit}
    )
    SELECT found.id, account.id AS "accountId", found.display_name AS name, local_part || '@' || domain.name AS address,
      ${presenceOf} AS presence, ${postsOfToday} AS posts, found.list_key AS "listKey"
    FROM found
    CROSS JOIN LATERAL (SELECT id, state FROM account WHERE person_id = found.id AND kind = 'personal' ORDER BY state = 'closed', id LIMIT 1) AS account
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    ORDER BY found.list_key, found.id`.execute(tablesOf(database));
  return rows;
}

function cut(from: RawBuilder<unknown>, { presence, unit, after, limit }: PersonPage): RawBuilder<unknown> {
  const conditions = [
    ...(presence === undefined ? [] : [isPresent(presence)]),
    ...(unit === undefined ? [] : [holdsPostIn(unit)]),
    ...(after === undefined ? [] : [sql`(person.list_key, person.id) > (${after[0]}, ${after[1]}::bigint)`]),
  ];
  const more = conditions.map((condition) => sql` AND ${condition}`);
  return sql`(SELECT person.list_key, person.id, person.display_name FROM ${from}${sql.join(more, sql``)}
    ORDER BY person.list_key, person.id LIMIT ${limit})`;
}

const presenceOf = sql`CASE WHEN account.state = 'active' THEN 'in-service'
  WHEN account.state = 'closed' OR EXISTS (SELECT FROM account_absence AS away
    WHERE away.account_id = account.id AND away.valid_to IS NULL AND away.kind = 'left') THEN 'left' ELSE 'away' END`;

const postsOfToday = sql`coalesce((
  SELECT jsonb_agg(jsonb_build_object('unitId', unit.id, 'unit', unit.name, 'title', post.title, 'kind', post.kind, 'capacity', capacity,
    'isMain', is_primary) ORDER BY is_primary DESC, appointment.id)
  FROM appointment JOIN post ON post.id = post_id JOIN unit ON unit.id = post.unit_id
  WHERE appointment.person_id = found.id AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')), '[]')`;

/** What follows FROM. */
function findings({ words, addressFrom, addressTo, domain }: NameSearch): readonly RawBuilder<unknown>[] {
  // OFFSET 0: the few addresses first, not the whole list and then who of it has one.
  const byAddress = sql`(
      SELECT DISTINCT account.person_id FROM address JOIN account ON account.id = address.account_id JOIN domain ON domain.id = address.domain_id
      WHERE address.local_part COLLATE "C" >= ${addressFrom} AND address.local_part COLLATE "C" < ${addressTo} AND address.kind <> 'former'
        AND starts_with(domain.name, ${domain ?? ''}) OFFSET 0) AS owner
    JOIN person ON person.id = owner.person_id WHERE true`;
  const byName = words === null ? [] : [sql`${peopleNamed(words)} WHERE true`];
  const found = [...byName, ...(addressFrom === null ? [] : [byAddress])];
  return found.length === 0 ? [sql`person WHERE false`] : found;
}

const isPresent = (presence: Presence): RawBuilder<unknown> =>
  presence === 'in-service'
    ? sql`EXISTS (SELECT FROM account WHERE account.person_id = person.id AND account.kind = 'personal' AND account.state = 'active')`
    : sql`person.id IN (SELECT account.person_id FROM account WHERE account.kind = 'personal' AND account.state <> 'active' AND ${presenceOf} = ${presence})`;

function holdsPostIn({ id, below }: { readonly id: UnitId; readonly below: boolean }): RawBuilder<unknown> {
  const within = below
    ? sql`post.unit_id IN (WITH RECURSIVE beneath (id) AS (SELECT ${id}::bigint UNION SELECT unit.id FROM beneath JOIN unit ON unit.parent_id = beneath.id)
        SELECT id FROM beneath)`
    : sql`post.unit_id = ${id}`;
  return sql`person.id IN (SELECT appointment.person_id FROM appointment JOIN post ON post.id = appointment.post_id
    WHERE ${within} AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity'))`;
}
