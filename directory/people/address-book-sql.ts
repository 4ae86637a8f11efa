import { type RawBuilder, sql } from 'kysely';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { PersonId, UnitId } from '#kernel/ids.ts';

export interface BookPost {
  readonly unitId: UnitId;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
}

/** Somebody as an address book has them. */
export interface BookPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly family: string;
  readonly middle: string;
  readonly given: string;
  /** The primary one first, then others that still receive. */
  readonly addresses: readonly string[];
  /** Of today, the main one first. */
  readonly posts: readonly BookPost[];
}

export interface BookFilter {
  /** With a post in one of these. */
  readonly units?: readonly UnitId[] | undefined;
  /** With a post as a head, and of their posts those. */
  readonly headsOnly?: boolean;
}

export interface BookPiece {
  readonly after: number;
  readonly limit: number;
}

/** Who is in service, by their numbers: whoever is suspended or away, has left or is locked out stands in no address book. */
export async function peopleInBook(database: Database, filter: BookFilter, { after, limit }: BookPiece): Promise<readonly BookPerson[]> {
  const { rows } = await sql<BookPerson>`${inBook(filter)} AND person.id > ${after}::bigint ORDER BY person.id LIMIT ${limit}`.execute(
    tablesOf(database),
  );
  return rows;
}

/** Another whenever anything is that `peopleInBook` gives; made where the people are, so that nobody has to fetch them to learn that all is as it was. */
export async function digestOfBook(database: Database, filter: BookFilter): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    SELECT md5(coalesce(string_agg(md5(entry::text), '' ORDER BY entry.id), '')) AS digest FROM (${inBook(filter)}) AS entry`.execute(
    tablesOf(database),
  );
  return rows[0]!.digest;
}

/** What no other installation has and this one keeps, moved or restored: when its first domain was set down. */
export async function installationMark(database: Database): Promise<string> {
  const { rows } = await sql<{ mark: string }>`SELECT coalesce(extract(epoch FROM min(created_at)), 0)::text AS mark FROM domain`.execute(
    tablesOf(database),
  );
  return rows[0]!.mark;
}

function inBook({ units, headsOnly = false }: BookFilter): RawBuilder<unknown> {
  const isHead = headsOnly ? sql`AND post.kind = 'head'` : sql``;
  const within = units === undefined ? sql`` : sql`AND post.unit_id = ANY (${units}::bigint[])`;
  const needsPost = headsOnly || units !== undefined;
  const hasPost = needsPost
    ? sql`AND EXISTS (SELECT FROM appointment JOIN post ON post.id = post_id WHERE person_id = person.id AND ${isToday} ${isHead} ${within})`
    : sql``;
  return sql`
    SELECT person.id, display_name AS name, family_name AS family, middle_name AS middle, given_name AS given,
      ARRAY(SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE address.account_id = account.id AND address.kind <> 'former' AND coalesce(receives_until, 'infinity') > now()
        ORDER BY address.kind <> 'primary', address.id) AS addresses,
      coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', post.unit_id, 'title', post.title, 'kind', post.kind, 'capacity', capacity)
          ORDER BY is_primary DESC, appointment.id)
        FROM appointment JOIN post ON post.id = post_id WHERE person_id = person.id AND ${isToday} ${isHead}), '[]') AS posts
    FROM person JOIN account ON account.person_id = person.id AND account.kind = 'personal' AND account.state = 'active'
    WHERE NOT EXISTS (SELECT FROM account_absence WHERE account_id = account.id AND valid_to IS NULL AND valid_from <= today_in_vietnam())
      ${hasPost}`;
}

const isToday = sql`today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')`;
