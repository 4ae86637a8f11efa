import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export async function isUnitOfToday(tx: Tx, id: UnitId): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM unit WHERE id = ${id}::bigint AND today_in_vietnam() BETWEEN valid_from AND coalesce(valid_to, 'infinity')`.execute(
    tablesIn(tx),
  );
  return rows.length > 0;
}
