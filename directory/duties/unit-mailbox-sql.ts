import { type Database, integers, sql, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';

/** The mailboxes of units that there are. */
export async function accountsOfUnits(database: Database, unitIds: readonly UnitId[]): Promise<readonly AccountId[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await sql<{ id: AccountId }>`
    SELECT id FROM account WHERE unit_id = ANY (${integers(unitIds)}::bigint[]) AND kind = 'unit' AND state <> 'closed' ORDER BY id`.execute(
    tablesOf(database),
  );
  return rows.map(({ id }) => id);
}
