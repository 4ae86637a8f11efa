import { sql } from 'kysely';
import type { NameOrder } from '#directory/naming/person-name.ts';
import type { DirectoryTables, PostKind } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { DomainId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** The unit that somebody in `unitId` is named after, with its mailbox. */
export interface NamingUnit {
  readonly unitId: UnitId;
  readonly localPart: string;
  readonly domainId: DomainId;
  readonly domain: string;
}

/** For each of the units: itself, or for an office the first unit above that is none (REQ-DIR-6). Missing: no such unit, or no mailbox. */
export async function findNamingUnits(tx: Tx, unitIds: readonly UnitId[]): Promise<ReadonlyMap<UnitId, NamingUnit>> {
  const { rows } = await sql<NamingUnit>`
    WITH RECURSIVE above AS (
      SELECT id AS start_id, id, parent_id, kind FROM unit WHERE id = ANY (${unitIds}::bigint[])
      UNION ALL
      SELECT above.start_id, unit.id, unit.parent_id, unit.kind FROM above JOIN unit ON unit.id = above.parent_id WHERE above.kind = 'office'
    )
    SELECT above.start_id AS "unitId", address.local_part AS "localPart", domain.id AS "domainId", domain.name AS domain
    FROM above
    JOIN account ON account.unit_id = above.id AND account.kind = 'unit'
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE above.kind <> 'office'`.execute(tablesIn(tx));
  return new Map(rows.map((row) => [row.unitId, row]));
}

/** Which of the units have a head today. */
export async function findUnitsWithHead(tx: Tx, unitIds: readonly UnitId[]): Promise<ReadonlySet<UnitId>> {
  const rows = await tablesIn<DirectoryTables>(tx)
    .selectFrom('post')
    .innerJoin('appointment', 'appointment.post_id', 'post.id')
    .select('post.unit_id')
    .where('post.kind', '=', 'head')
    .where('post.unit_id', 'in', unitIds)
    .where(sql<boolean>`today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')`)
    .execute();
  return new Set(rows.map((row) => row.unit_id));
}

export interface PersonRow {
  readonly id: PersonId;
  readonly family: string;
  readonly middle: string;
  readonly given: string;
  readonly order?: NameOrder;
  readonly display: string;
  readonly searchKey: string;
  readonly birthDate: string | null;
}

export async function insertPeople(tx: Tx, people: readonly PersonRow[]): Promise<void> {
  await sql`
    INSERT INTO person (id, family_name, middle_name, given_name, display_name, search_key, birth_date, name_order) OVERRIDING SYSTEM VALUE
    SELECT id, family, middle, given, display, "searchKey", "birthDate", coalesce("order", 'family-first')
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
      AS r (id bigint, family text, middle text, given text, display text, "searchKey" text, "birthDate" date, "order" text)`.execute(
    tablesIn(tx),
  );
}

export interface HeldPostRow {
  readonly id: PostId;
  readonly unitId: UnitId;
  readonly title: string;
  readonly kind: PostKind;
  readonly personId: PersonId;
  readonly isPrimary: boolean;
}

/** New posts together with the appointments of those who hold them from today. */
export async function insertHeldPosts(tx: Tx, posts: readonly HeldPostRow[]): Promise<void> {
  await sql`
    WITH held AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(posts)}::jsonb)
        AS r (id bigint, "unitId" bigint, title text, kind text, "personId" bigint, "isPrimary" boolean)
    ), new_post AS (
      INSERT INTO post (id, unit_id, title, kind) OVERRIDING SYSTEM VALUE SELECT id, "unitId", title, kind FROM held
    )
    INSERT INTO appointment (post_id, person_id, is_primary) SELECT id, "personId", "isPrimary" FROM held`.execute(tablesIn(tx));
}
