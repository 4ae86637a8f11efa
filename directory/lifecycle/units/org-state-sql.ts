import { sql } from 'kysely';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { NameOrder } from '#directory/naming/person-name.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { OrgState, StatePerson, StatePost, StateUnit } from './org-state.ts';

/** The directory as a plan for units sees it: units that have not ended, people and posts of the day, every address ever given. */
export async function readOrgState(tx: Tx, on: string, profiles: ReadonlyMap<string, NamingProfile>): Promise<OrgState> {
  return {
    units: await readUnits(tx),
    people: await readPeople(tx, on),
    posts: await readPosts(tx, on),
    owners: await readOwners(tx),
    domains: (await tablesIn<DirectoryTables>(tx).selectFrom('domain').select('name').orderBy('id').execute()).map(({ name }) => name),
    profiles,
  };
}

interface UnitRow {
  readonly id: UnitId;
  readonly parentId: UnitId | null;
  readonly name: string;
  readonly kind: UnitKind;
  readonly code: string | null;
  readonly domain: string;
  readonly profile: string | null;
  readonly validFrom: string;
  readonly versionFrom: string;
  readonly accountId: AccountId | null;
  readonly localPart: string | null;
  readonly mailDomain: string | null;
}

export async function readUnits(tx: Tx): Promise<readonly StateUnit[]> {
  const { rows } = await sql<UnitRow>`
    SELECT unit.id, unit.parent_id AS "parentId", unit.name, unit.kind, unit.code, domain.name AS domain, unit.naming_profile AS profile,
      unit.valid_from AS "validFrom", coalesce(past.valid_to + 1, unit.valid_from) AS "versionFrom", account.id AS "accountId",
      address.local_part AS "localPart", mail_domain.name AS "mailDomain"
    FROM unit
    JOIN domain ON domain.id = unit.domain_id
    LEFT JOIN (SELECT unit_id, max(valid_to) AS valid_to FROM unit_history GROUP BY unit_id) AS past ON past.unit_id = unit.id
    LEFT JOIN account ON account.unit_id = unit.id AND account.kind = 'unit' AND account.state <> 'closed'
    LEFT JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    LEFT JOIN domain AS mail_domain ON mail_domain.id = address.domain_id
    WHERE unit.valid_to IS NULL
    ORDER BY unit.id`.execute(tablesIn(tx));
  const identifiers = await tablesIn<DirectoryTables>(tx)
    .selectFrom('unit_identifier')
    .select(['unit_id', 'scheme', 'value', 'valid_from as validFrom'])
    .where('valid_to', 'is', null)
    .orderBy('scheme')
    .execute();
  const byUnit = Map.groupBy(identifiers, ({ unit_id }) => unit_id);
  return rows.map(({ localPart, mailDomain, ...row }) => ({
    ...row,
    address: localPart === null || mailDomain === null ? null : { localPart, domain: mailDomain },
    identifiers: (byUnit.get(row.id) ?? []).map(({ scheme, value, validFrom }) => ({ scheme, value, validFrom })),
  }));
}

interface PersonRow {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly family: string;
  readonly middle: string;
  readonly given: string;
  readonly order: NameOrder;
  readonly birthDate: string | null;
  readonly unitId: UnitId;
  readonly localPart: string;
  readonly domain: string;
}

async function readPeople(tx: Tx, on: string): Promise<readonly StatePerson[]> {
  const { rows } = await sql<PersonRow>`
    SELECT DISTINCT ON (account.id) person.id AS "personId", account.id AS "accountId", person.family_name AS family,
      person.middle_name AS middle, person.given_name AS given, person.name_order AS "order", person.birth_date AS "birthDate", post.unit_id AS "unitId",
      address.local_part AS "localPart", domain.name AS domain
    FROM account
    JOIN person ON person.id = account.person_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    JOIN appointment ON appointment.person_id = person.id
      AND ${on}::date BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
    JOIN post ON post.id = appointment.post_id
    WHERE account.kind = 'personal' AND account.state <> 'closed'
    ORDER BY account.id, appointment.is_primary DESC, appointment.id`.execute(tablesIn(tx));
  return rows.map(({ personId, accountId, birthDate, unitId, localPart, domain, ...name }) => ({
    personId,
    accountId,
    name,
    birthDate,
    unitId,
    address: { localPart, domain },
  }));
}

async function readPosts(tx: Tx, on: string): Promise<readonly StatePost[]> {
  const { rows } = await sql<StatePost>`
    SELECT appointment.id AS "appointmentId", post.id, post.unit_id AS "unitId", post.kind, post.title, person.id AS "personId",
      person.display_name AS holder, appointment.valid_from AS "heldFrom"
    FROM appointment
    JOIN post ON post.id = appointment.post_id
    JOIN person ON person.id = appointment.person_id
    WHERE coalesce(appointment.valid_to, 'infinity') >= ${on}::date
    ORDER BY appointment.id`.execute(tablesIn(tx));
  return rows;
}

async function readOwners(tx: Tx): Promise<ReadonlyMap<string, AccountId>> {
  const { rows } = await sql<{ address: string; accountId: AccountId }>`
    SELECT local_part || '@' || domain.name AS address, account_id AS "accountId"
    FROM address JOIN domain ON domain.id = domain_id`.execute(tablesIn(tx));
  return new Map(rows.map(({ address, accountId }) => [address, accountId]));
}
