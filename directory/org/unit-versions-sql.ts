import { sql } from 'kysely';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';

/** A unit as it was on a day. Its address is that of today: which it had then stands in its history. */
export interface UnitOnDay {
  readonly id: UnitId;
  readonly parentId: UnitId | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly code: string | null;
  readonly domain: string;
  /** Of its mailbox; null where it has none that receives. */
  readonly address: string | null;
}

/** The units that there were on a day (`YYYY-MM-DD`; null: today) in their order of rank: a province has a few thousand at most. */
export async function listUnitsOn(database: Database, day: string | null): Promise<readonly UnitOnDay[]> {
  const { rows } = await sql<UnitOnDay>`
    WITH wanted AS (SELECT coalesce(${day}::date, today_in_vietnam()) AS day), version AS (
      SELECT unit_id AS id, valid_from, valid_to, parent_id, kind, name, code, domain_id FROM unit_history
      UNION ALL
      SELECT id, coalesce((SELECT max(valid_to) + 1 FROM unit_history WHERE unit_id = unit.id), valid_from), valid_to, parent_id, kind, name, code,
        domain_id
      FROM unit
    )
    SELECT version.id, version.parent_id AS "parentId", version.kind, version.name, version.code, domain.name AS domain,
      address.local_part || '@' || own.name AS address
    FROM wanted JOIN version ON wanted.day BETWEEN version.valid_from AND coalesce(version.valid_to, 'infinity')
    JOIN domain ON domain.id = version.domain_id
    LEFT JOIN account ON account.unit_id = version.id AND account.kind = 'unit' AND account.state <> 'closed'
    LEFT JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    LEFT JOIN domain AS own ON own.id = address.domain_id
    ORDER BY version.id`.execute(tablesOf(database));
  return rows;
}
