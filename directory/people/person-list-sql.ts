import { sql } from 'kysely';
import { searchKey } from '#directory/naming/fold-name.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { PersonId, UnitId } from '#kernel/ids.ts';
import { saidCapacity } from './account-list-sql.ts';
import { listedAccountsMax } from './limits.ts';
import type { PersonStanding } from './person-facts-sql.ts';

export interface ListedPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly address: string;
  readonly standing: PersonStanding;
  /** `Quyền Trưởng phòng, Phòng Công nghệ thông tin; …`, of today. */
  readonly posts: string;
  /** Of who left: the last day on which the mailbox must be kept. */
  readonly deleteAfter: string | null;
}

export interface PersonFilter {
  /** In a name they have or had, or in an address they have or had; marks and case do not matter. */
  readonly text?: string | undefined;
  readonly standing?: PersonStanding | undefined;
  /** With a post in one of these today. */
  readonly units?: readonly UnitId[] | undefined;
}

/** People with a personal mailbox, by given name as directories here are ordered. */
export async function listPeople(database: Database, { text = '', standing, units }: PersonFilter): Promise<readonly ListedPerson[]> {
  const key = searchKey(text);
  const address = text.trim().toLowerCase();
  const { rows } = await sql<ListedPerson & { given: string }>`
    WITH listed AS (
      SELECT person.id, person.display_name AS name, person.given_name, local_part || '@' || domain.name AS address, absence.delete_after AS "deleteAfter",
        CASE account.state WHEN 'closed' THEN 'closed' WHEN 'active' THEN 'in-service' ELSE coalesce(absence.kind, 'locked') END AS standing
      FROM person JOIN account ON account.person_id = person.id AND account.kind = 'personal'
      JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
      LEFT JOIN account_absence AS absence ON absence.account_id = account.id AND absence.valid_to IS NULL
      WHERE ${text === ''}
        OR position(${key} IN person.search_key) > 0 AND ${key !== ''}
        OR EXISTS (SELECT FROM address AS own JOIN domain AS own_domain ON own_domain.id = own.domain_id
          WHERE own.account_id = account.id AND position(${address} IN own.local_part || '@' || own_domain.name) > 0)
        OR EXISTS (SELECT FROM person_history AS past WHERE past.person_id = person.id AND lower(past.display_name) = lower(${text}))
    ), held AS (
      SELECT person_id, post.unit_id, ${saidCapacity} || post.title || ', ' || unit.name AS said, is_primary, appointment.id
      FROM appointment JOIN post ON post.id = post_id JOIN unit ON unit.id = post.unit_id
      WHERE today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
    )
    SELECT id, name, given_name AS given, address, standing, "deleteAfter",
      coalesce((SELECT string_agg(said, '; ' ORDER BY is_primary DESC, held.id) FROM held WHERE person_id = listed.id), '') AS posts
    FROM listed
    WHERE (${standing ?? null}::text IS NULL OR standing = ${standing ?? null})
      AND (${units ?? null}::bigint[] IS NULL OR EXISTS (SELECT FROM held WHERE person_id = listed.id AND unit_id = ANY (${units ?? null}::bigint[])))
    ORDER BY given_name COLLATE "C", name, address LIMIT ${listedAccountsMax}`.execute(tablesOf(database));
  const compare = (one: string, other: string) => alphabet.compare(one, other);
  return rows.toSorted((a, b) => compare(a.given, b.given) || compare(a.name, b.name)).map(({ given: _given, ...person }) => person);
}

// PostgreSQL knows the order of Vietnamese only where it was built with ICU.
const alphabet = new Intl.Collator('vi');

/** People of any time whom a text names: `#12`, an address they have or had, a name they have or had. */
export async function findPeopleCalled(
  database: Database,
  text: string,
): Promise<readonly { id: PersonId; name: string; address: string }[]> {
  const wanted = text.normalize('NFC').trim();
  const { rows } = await sql<{ id: PersonId; name: string; address: string }>`
    SELECT DISTINCT person.id, person.display_name AS name, local_part || '@' || domain.name AS address
    FROM (
      SELECT id FROM person WHERE display_name = ${wanted} OR id = substring(${wanted} FROM '^#([0-9]{1,15})$')::bigint
      UNION SELECT person_id FROM person_history WHERE display_name = ${wanted}
      UNION SELECT account.person_id FROM domain
        JOIN address ON address.domain_id = domain.id AND address.local_part = split_part(lower(${wanted}), '@', 1)
        JOIN account ON account.id = address.account_id
        WHERE domain.name = split_part(lower(${wanted}), '@', 2)
    ) AS named
    JOIN person ON person.id = named.id
    JOIN account ON account.person_id = person.id AND account.kind = 'personal'
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    ORDER BY person.id`.execute(tablesOf(database));
  return rows;
}
