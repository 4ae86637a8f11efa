import { sql } from 'kysely';
import { findPeople } from '#directory/lifecycle/people/known-person-sql.ts';
import {
  countAdministrators,
  readCertificates,
  readGroups,
  readMeant,
  readOtherPlans,
  readPostGrants,
  readSeats,
} from '#directory/lifecycle/people/person-state-sql.ts';
import { isProblem } from '#directory/lifecycle/units/find-unit.ts';
import { readUnits } from '#directory/lifecycle/units/org-state-sql.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { displayName, personSearchKey } from '#directory/naming/person-name.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { BulkRequest } from './bulk-request.ts';
import type { BulkState, Neighbour, Owner, VoidAccount } from './bulk-state.ts';
import { bulkLimits } from './limits.ts';
import { UnitFinder } from './unit-finder.ts';

/** What a batch looks at, by a fixed number of statements; inside `tx`, as of one moment if `lockDirectory` is held. */
export async function readBulkState(
  tx: Tx,
  request: BulkRequest,
  on: string,
  profiles: ReadonlyMap<string, NamingProfile>,
): Promise<BulkState> {
  const units = await readUnits(tx);
  const texts = [...new Set(request.events.flatMap(({ request: { person } }) => (typeof person === 'string' ? [person] : [])))];
  const people = await findPeople(tx, texts, on);
  const known = [...people.values()].flat();
  const recruitUnits = namedUnits(new UnitFinder({ units, profiles }), request);
  const unitIds = [...new Set([...recruitUnits, ...known.flatMap(({ posts }) => posts.map(({ unitId }) => unitId))])];
  const seats = await readSeats(tx, unitIds, on);
  return {
    ...{ units, profiles, people, seats },
    meant: await readMeant(tx, texts.filter((text) => !people.get(text)?.length).slice(0, bulkLimits.peopleExplainedMax), people),
    access: await readAccess(tx, { people: known, units: unitIds, seats }, on),
    otherPlans: await readOtherPlans(
      tx,
      known.map(({ personId }) => personId),
      null,
    ),
    owners: await readOwners(tx),
    neighbours: await readNeighbours(tx, request, unitIds, on),
    voids: await readVoids(tx, request),
  };
}

function namedUnits(finder: UnitFinder, { recruits, events }: BulkRequest): readonly UnitId[] {
  const texts = [
    ...recruits.map(({ unit }) => unit),
    ...events.flatMap(({ request }) => ('posts' in request ? request.posts.map(({ unit }) => unit) : [])),
  ];
  return [...new Set(texts)].flatMap((text) => {
    const found = finder.find(text);
    return isProblem(found) || found.before === null ? [] : [found.before.id];
  });
}

async function readAccess(tx: Tx, concerned: Parameters<typeof readCertificates>[1], on: string): Promise<BulkState['access']> {
  const { people, units } = concerned;
  if (people.length === 0) return { postGrants: [], groups: [], administrators: 0, certificates: [] };
  const posts = people.flatMap((person) => person.posts.map(({ postId }) => postId));
  return {
    postGrants: await readPostGrants(tx, posts, units),
    groups: await readGroups(tx),
    administrators: await countAdministrators(tx, on),
    certificates: await readCertificates(tx, concerned, on),
  };
}

async function readOwners(tx: Tx): Promise<ReadonlyMap<string, Owner>> {
  const { rows } = await sql<{ address: string; accountId: AccountId; name: string }>`
    SELECT local_part || '@' || domain.name AS address, account.id AS "accountId", coalesce(person.display_name, unit.name) AS name
    FROM address JOIN domain ON domain.id = address.domain_id JOIN account ON account.id = address.account_id
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id`.execute(tablesIn(tx));
  return new Map(rows.map(({ address, accountId, name }) => [address, { accountId, name }]));
}

/** Of the names that rows have, of the days of birth, and of the units: whoever is nearly so called is among them. */
async function readNeighbours(tx: Tx, { recruits }: BulkRequest, unitIds: readonly UnitId[], on: string): Promise<readonly Neighbour[]> {
  if (recruits.length === 0) return [];
  const keys = [...new Set(recruits.map(({ name }) => personSearchKey(name)))];
  const births = [...new Set(recruits.flatMap(({ birthDate }) => birthDate ?? []))];
  const { rows } = await sql<Neighbour>`
    WITH held AS (
      SELECT appointment.person_id, array_agg(DISTINCT post.unit_id) AS unit_ids
      FROM appointment JOIN post ON post.id = appointment.post_id
      WHERE coalesce(appointment.valid_to, 'infinity') >= greatest(${on}::date, appointment.valid_from) GROUP BY appointment.person_id
    )
    SELECT person.id AS "personId", person.display_name AS name, person.search_key AS "searchKey", person.birth_date AS "birthDate",
      local_part || '@' || domain.name AS address, to_jsonb(coalesce(held.unit_ids, '{}')) AS "unitIds"
    FROM person JOIN account ON account.person_id = person.id AND account.kind = 'personal' AND account.state <> 'closed'
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN held ON held.person_id = person.id
    WHERE person.search_key = ANY (${keys}::text[]) OR person.birth_date = ANY (${births}::date[]) OR held.unit_ids && ${unitIds}::bigint[]
    ORDER BY person.id`.execute(tablesIn(tx));
  return rows;
}

async function readVoids(tx: Tx, { recruits }: BulkRequest): Promise<readonly VoidAccount[]> {
  const names = [...new Set(recruits.map(({ name }) => displayName(name)))];
  const { rows } = await sql<VoidAccount>`
    SELECT person.id AS "personId", account.id AS "accountId", person.display_name AS name, local_part || '@' || domain.name AS address
    FROM account JOIN person ON person.id = account.person_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE account.state = 'closed' AND person.display_name = ANY (${names}::text[])
      AND EXISTS (SELECT FROM bulk_row WHERE bulk_row.account_id = account.id AND undone_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM bulk_row WHERE bulk_row.account_id = account.id AND is_new AND undone_at IS NULL)
      AND NOT EXISTS (SELECT FROM account_deletion AS deletion WHERE deletion.account_id = account.id)
    ORDER BY account.id`.execute(tablesIn(tx));
  return rows;
}
