import { sql } from 'kysely';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';

/** A unit as it was on its last day within some days. */
export interface UnitVersion {
  readonly id: UnitId;
  readonly parentId: UnitId | null;
  readonly kind: UnitKind;
  readonly name: string;
  /** `YYYY-MM-DD`; null: it was there at their end. */
  readonly endedOn: string | null;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/** Every unit that there was on any of the days, those that came first first. */
export async function unitsOfDays(database: Database, { from, to }: Days): Promise<readonly UnitVersion[]> {
  const { rows } = await sql<UnitVersion>`
    WITH version AS (
      SELECT unit_id AS id, valid_from, valid_to, parent_id, kind, name FROM unit_history WHERE valid_to >= valid_from
      UNION ALL
      SELECT id, coalesce((SELECT max(valid_to) + 1 FROM unit_history WHERE unit_id = unit.id), valid_from), valid_to, parent_id, kind, name
      FROM unit
    )
    SELECT DISTINCT ON (version.id) version.id, version.parent_id AS "parentId", version.kind, version.name,
      CASE WHEN unit.valid_to < ${to}::date THEN unit.valid_to END AS "endedOn"
    FROM version JOIN unit ON unit.id = version.id
    WHERE version.valid_from <= ${to}::date AND coalesce(version.valid_to, 'infinity') >= ${from}::date
    ORDER BY version.id, version.valid_from DESC`.execute(tablesOf(database));
  return rows;
}

/** What became of units that ended: the first of their heirs. */
export async function heirsOfUnits(database: Database): Promise<ReadonlyMap<UnitId, UnitId>> {
  const { rows } = await sql<{ from: UnitId; to: UnitId }>`
    SELECT from_unit_id AS "from", min(to_unit_id) AS "to" FROM unit_lineage GROUP BY from_unit_id`.execute(tablesOf(database));
  return new Map(rows.map(({ from, to }) => [from, to]));
}
