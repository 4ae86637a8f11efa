import { sql } from 'kysely';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import { tablesIn } from '#io/database.ts';
import type { DomainId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { DirectoryTables } from './tables.ts';

/** Ids of the domains, made where they do not exist yet. */
export async function ensureDomains(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, DomainId>> {
  const tables = tablesIn<DirectoryTables>(tx);
  await tables
    .insertInto('domain')
    .values(names.map((name) => ({ name })))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const rows = await tables.selectFrom('domain').select(['id', 'name']).where('name', 'in', names).execute();
  return new Map(rows.map((row) => [row.name, row.id]));
}

export interface UnitRow {
  readonly id: UnitId;
  readonly parentId: UnitId | null;
  readonly domainId: DomainId;
  readonly kind: UnitKind;
  readonly name: string;
  readonly searchKey: string;
  readonly code: string | null;
  /** Set on roots only: those below follow it. */
  readonly namingProfile: string | null;
  /** `YYYY-MM-DD`; today where it is left out. */
  readonly validFrom?: string;
}

/** One statement, so that parents and children may come in any order. */
export async function insertUnits(tx: Tx, units: readonly UnitRow[]): Promise<void> {
  await sql`
    INSERT INTO unit (id, parent_id, domain_id, kind, name, search_key, code, naming_profile, valid_from) OVERRIDING SYSTEM VALUE
    SELECT id, "parentId", "domainId", kind, name, "searchKey", code, "namingProfile", coalesce("validFrom", today_in_vietnam())
    FROM jsonb_to_recordset(${JSON.stringify(units)}::jsonb) AS r (id bigint, "parentId" bigint, "domainId" bigint, kind text, name text,
      "searchKey" text, code text, "namingProfile" text, "validFrom" date)`.execute(tablesIn(tx));
}
