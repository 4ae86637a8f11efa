import { sql } from 'kysely';
import { readCertificatesOf } from '#directory/certificates/certificate-sql.ts';
import { foldName, searchKey } from '#directory/naming/fold-name.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { displayName } from '#directory/naming/person-name.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { draftUnits } from '../units/draft.ts';
import { findUnit, isProblem } from '../units/find-unit.ts';
import { readUnits } from '../units/org-state-sql.ts';
import { findPeople, meantBy } from './known-person-sql.ts';
import type { PersonRequest } from './person-request.ts';
import type { AddressOwner, Group, KnownPerson, Namesake, OtherPlan, PersonState, PostGrant, Seat } from './person-state.ts';

/** What a plan for a person looks at; inside `tx`, as of one moment if `lockDirectory` is held. `asked`: the request as it was given. */
export async function readPersonState(
  tx: Tx,
  { request, asked }: { readonly request: PersonRequest; readonly asked: unknown },
  on: string,
  profiles: ReadonlyMap<string, NamingProfile>,
): Promise<PersonState> {
  const units = await readUnits(tx);
  const texts = textsOf(request);
  const people = await findPeople(tx, texts, on);
  const unitIds = concerned(request, units, [...people.values()].flat());
  const seats = await readSeats(tx, unitIds, on);
  const posts = [...people.values()].flat().flatMap((person) => person.posts.map(({ postId }) => postId));
  return {
    ...{ units, profiles, people, seats },
    meant: await readMeant(tx, texts, people),
    namesakes: await readNamesakes(tx, request),
    postGrants: await readPostGrants(tx, [...seats.map(({ postId }) => postId), ...posts], unitIds),
    groups: await readGroups(tx),
    certificates: await readCertificates(tx, { people: [...people.values()].flat(), seats, units: unitIds }, on),
    owners: await readOwners(tx, piecesOf(request, people)),
    otherPlans: await readOtherPlans(
      tx,
      [...people.values()].flat().map(({ personId }) => personId),
      asked,
    ),
    administrators: await countAdministrators(tx, on),
  };
}

function textsOf(request: PersonRequest): readonly string[] {
  const subject = typeof request.person === 'string' ? [request.person] : [];
  const reader = request.do === 'lend' ? [request.to] : request.do === 'leave' && request.lend ? [request.lend.to] : [];
  return [...new Set([...subject, ...reader])];
}

/** The units that posts are asked for in, and those that the people have posts in. */
function concerned(request: PersonRequest, units: PersonState['units'], people: readonly KnownPerson[]): readonly UnitId[] {
  const draft = { units: draftUnits(units), state: { profiles: new Map() } };
  const asked = 'posts' in request ? request.posts.map(({ unit }) => findUnit(draft, unit)) : [];
  const found = asked.flatMap((unit) => (isProblem(unit) || unit.before === null ? [] : [unit.before.id]));
  return [...new Set([...found, ...people.flatMap(({ posts }) => posts.map(({ unitId }) => unitId))])];
}

export async function readMeant(tx: Tx, texts: readonly string[], people: PersonState['people']): Promise<ReadonlyMap<string, string>> {
  const meant = new Map<string, string>();
  for (const text of texts) {
    const near = people.get(text)?.length ? undefined : await meantBy(tx, text);
    if (near !== undefined) meant.set(text, near);
  }
  return meant;
}

async function readNamesakes(tx: Tx, { person }: PersonRequest): Promise<readonly Namesake[]> {
  if (typeof person === 'string') return [];
  const { birthDate } = person;
  const name = displayName(person.name).normalize('NFC').trim().replace(/\s+/g, ' ');
  const { rows } = await sql<Namesake>`
    SELECT person.display_name AS name, person.birth_date AS "birthDate", local_part || '@' || domain.name AS address
    FROM person JOIN account ON account.person_id = person.id AND account.kind = 'personal' AND account.state <> 'closed'
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE lower(person.display_name) = lower(${name})
      OR person.search_key = ${searchKey(name)} AND person.birth_date = ${birthDate}::date
    ORDER BY person.id`.execute(tablesIn(tx));
  return rows;
}

export async function readSeats(tx: Tx, unitIds: readonly UnitId[], on: string): Promise<readonly Seat[]> {
  const { rows } = await sql<Seat>`
    SELECT post.id AS "postId", post.unit_id AS "unitId", post.title, post.kind, post.valid_from AS "from",
      coalesce(jsonb_agg(jsonb_build_object('appointmentId', appointment.id, 'personId', person.id, 'name', person.display_name,
        'capacity', capacity, 'isMain', is_primary, 'from', appointment.valid_from, 'until', appointment.valid_to) ORDER BY appointment.id)
        FILTER (WHERE appointment.id IS NOT NULL), '[]') AS holders
    FROM post
    LEFT JOIN appointment ON appointment.post_id = post.id
      AND coalesce(appointment.valid_to, 'infinity') >= greatest(${on}::date, appointment.valid_from)
    LEFT JOIN person ON person.id = appointment.person_id
    WHERE post.unit_id = ANY (${unitIds}::bigint[]) AND coalesce(post.valid_to, 'infinity') >= ${on}::date
    GROUP BY post.id ORDER BY post.id`.execute(tablesIn(tx));
  return rows;
}

export async function readPostGrants(tx: Tx, postIds: readonly PostId[], unitIds: readonly UnitId[]): Promise<readonly PostGrant[]> {
  const { rows } = await sql<PostGrant>`
    SELECT DISTINCT principal_kind AS kind, principal_id AS "principalId", target_account_id AS "targetAccountId",
      local_part || '@' || domain.name AS target
    FROM access_grant
    JOIN address ON address.account_id = target_account_id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE revoked_at IS NULL AND coalesce(access_grant.valid_to, 'infinity') > now() AND 'read' = ANY (rights)
      AND (principal_kind = 'post' AND principal_id = ANY (${postIds}::bigint[]) OR principal_kind = 'head' AND principal_id = ANY (${unitIds}::bigint[]))
    ORDER BY 4, 1, 2`.execute(tablesIn(tx));
  return rows;
}

export async function readGroups(tx: Tx): Promise<readonly Group[]> {
  const { rows } = await sql<Group>`SELECT id, name, unit_id AS "unitId" FROM principal_group ORDER BY id`.execute(tablesIn(tx));
  return rows;
}

interface Concerned {
  readonly people: readonly KnownPerson[];
  readonly seats: readonly Seat[];
  readonly units: readonly UnitId[];
}

/** Who holds one of the posts may have to make room. */
export function readCertificates(tx: Tx, { people, seats, units }: Concerned, on: string): Promise<PersonState['certificates']> {
  const holders = seats.flatMap((seat) => seat.holders.map(({ personId }) => personId));
  return readCertificatesOf(tx, { people: [...new Set([...people.map(({ personId }) => personId), ...holders])], units }, on);
}

/** Whatever somebody may be called the given name is in it; what was chosen by hand may be anything. */
function piecesOf(request: PersonRequest, people: PersonState['people']): readonly string[] {
  const known = typeof request.person === 'string' ? (people.get(request.person) ?? []).map(({ name }) => name) : [request.person.name];
  const names = request.do === 'rename' ? [...known, request.name] : known;
  const chosen = 'address' in request ? (request.address?.split('@')[0] ?? '') : '';
  return [...new Set([...names.map(({ given }) => foldName(given)), chosen])].filter((piece) => piece !== '');
}

async function readOwners(tx: Tx, pieces: readonly string[]): Promise<ReadonlyMap<string, AddressOwner>> {
  if (pieces.length === 0) return new Map();
  const { rows } = await sql<{ address: string; accountId: AccountId; name: string }>`
    SELECT local_part || '@' || domain.name AS address, account.id AS "accountId", coalesce(person.display_name, unit.name) AS name
    FROM address JOIN domain ON domain.id = address.domain_id JOIN account ON account.id = address.account_id
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
    WHERE EXISTS (SELECT FROM unnest(${pieces}::text[]) AS piece WHERE position(piece IN local_part) > 0)`.execute(tablesIn(tx));
  return new Map(rows.map(({ address, accountId, name }) => [address, { accountId, name }]));
}

/** Without those that ask for the same: this plan itself, when it is made again. */
export async function readOtherPlans(tx: Tx, people: readonly PersonId[], asked: unknown): Promise<readonly OtherPlan[]> {
  const { rows } = await sql<OtherPlan>`
    SELECT id, title, effective_on AS "effectiveOn" FROM plan
    WHERE kind = 'person' AND state = 'planned' AND (body #>> '{deeds,person,personId}')::bigint = ANY (${people}::bigint[])
      AND body -> 'request' <> ${JSON.stringify(asked)}::jsonb
    ORDER BY effective_on, id`.execute(tablesIn(tx));
  return rows;
}

export async function countAdministrators(tx: Tx, on: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(DISTINCT account.id) FROM role_assignment AS role JOIN account ON account.id = role.account_id
    WHERE account.state = 'active' AND role.role = 'operator' AND role.revoked_at IS NULL
      AND coalesce(role.valid_to, 'infinity') >= ${on}::date`.execute(tablesIn(tx));
  return rows[0]?.count ?? 0;
}
