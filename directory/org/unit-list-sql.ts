import { sql } from 'kysely';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { DirectoryTables } from './tables.ts';

/** A unit as the public may see it (REQ-DIR-12). */
export interface ListedUnit {
  readonly id: UnitId;
  readonly parentId: UnitId | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly searchKey: string;
  /** Of its mailbox; null where it has none that receives. */
  readonly address: string | null;
}

/** The units of today, in the order they were set down: that is their order of rank, which no alphabet gives. */
export async function listUnits(database: Database): Promise<readonly ListedUnit[]> {
  const rows = await tablesOf<DirectoryTables>(database)
    .selectFrom('unit')
    .leftJoin('account', (join) =>
      join.onRef('account.unit_id', '=', 'unit.id').on('account.kind', '=', 'unit').on('account.state', '<>', 'closed'),
    )
    .leftJoin('address', (join) => join.onRef('address.account_id', '=', 'account.id').on('address.kind', '=', 'primary'))
    .leftJoin('domain', 'domain.id', 'address.domain_id')
    .where(sql<boolean>`today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity')`)
    .select(['unit.id', 'unit.parent_id', 'unit.kind', 'unit.name', 'unit.search_key', 'address.local_part', 'domain.name as domain'])
    .orderBy('unit.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    searchKey: row.search_key,
    address: row.local_part === null ? null : `${row.local_part}@${row.domain}`,
  }));
}
