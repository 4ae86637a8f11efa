import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import type { HeadedUnit } from './minutes.ts';

interface Around {
  /** Whose event it is. */
  readonly personId: PersonId | null;
  readonly on: string;
}

/** Mailboxes of units, with who headed them until the day and who heads them from then on, the person aside. */
export async function readHeadedUnits(
  database: Database,
  unitIds: readonly UnitId[],
  { personId, on }: Around,
): Promise<readonly HeadedUnit[]> {
  const heads = (condition: ReturnType<typeof sql>, order: ReturnType<typeof sql>) => sql`(
    SELECT display_name FROM appointment JOIN post ON post.id = post_id JOIN person ON person.id = appointment.person_id
    WHERE post.unit_id = unit.id AND post.kind = 'head' AND appointment.person_id IS DISTINCT FROM ${personId}::bigint
      AND coalesce(appointment.valid_to >= appointment.valid_from, true) AND ${condition}
    ORDER BY ${order} LIMIT 1)`;
  const { rows } = await sql<HeadedUnit>`
    SELECT unit.id AS "unitId", unit.name AS unit,
      (SELECT local_part || '@' || domain.name FROM account
        JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
        WHERE account.unit_id = unit.id AND account.state <> 'closed' LIMIT 1) AS mailbox,
      ${heads(sql`coalesce(appointment.valid_to >= ${on}::date, true)`, sql`appointment.valid_from, appointment.id`)} AS successor,
      ${heads(sql`appointment.valid_to < ${on}::date`, sql`appointment.valid_to DESC, appointment.id DESC`)} AS predecessor
    FROM unit WHERE unit.id = ANY (${unitIds}::bigint[]) ORDER BY unit.id`.execute(tablesOf(database));
  return rows;
}

/** What somebody is called who acts: the name of a person, else the address; null for nobody. */
export async function readActorName(database: Database, accountId: AccountId | null): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    SELECT coalesce(display_name, local_part || '@' || domain.name) AS name FROM account
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN person ON person.id = account.person_id
    WHERE account.id = ${accountId}::bigint`.execute(tablesOf(database));
  return rows[0]?.name ?? null;
}

/** Who settled a plan, and when; null: nobody's account. */
export async function readSettledBy(database: Database, planId: PlanId): Promise<AccountId | null> {
  const { rows } = await sql<{ by: AccountId | null }>`SELECT settled_by AS by FROM plan WHERE id = ${planId}::bigint`.execute(
    tablesOf(database),
  );
  return rows[0]?.by ?? null;
}

/** Names of principals of delegations, by `person 12`, `head 3`, `post 4`, `group 5`. */
export async function readPrincipals(database: Database, principals: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ principal: string; name: string }>`
    WITH asked AS (SELECT DISTINCT whole AS principal, split_part(whole, ' ', 1) AS kind, split_part(whole, ' ', 2)::bigint AS id
      FROM unnest(${principals}::text[]) AS whole WHERE whole ~ '^(person|head|post|group) [0-9]{1,15}$')
    SELECT principal, coalesce(
      (SELECT display_name FROM person WHERE asked.kind = 'person' AND person.id = asked.id),
      (SELECT 'thủ trưởng ' || unit.name FROM unit WHERE asked.kind = 'head' AND unit.id = asked.id),
      (SELECT post.title || ', ' || unit.name FROM post JOIN unit ON unit.id = post.unit_id WHERE asked.kind = 'post' AND post.id = asked.id),
      (SELECT 'nhóm ' || name FROM principal_group WHERE asked.kind = 'group' AND principal_group.id = asked.id), principal) AS name
    FROM asked`.execute(tablesOf(database));
  return new Map(rows.map(({ principal, name }) => [principal, name]));
}
