import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';

type TableWithIdentity = 'unit' | 'person' | 'post' | 'account';

/** Takes `count` ids of a table in advance, ascending: rows that refer to one another can then be written a table at a time. */
export async function reserveIds<Id extends number>(tx: Tx, table: TableWithIdentity, count: number): Promise<readonly Id[]> {
  const { rows } = await sql<{ id: Id }>`
    SELECT nextval(pg_get_serial_sequence(${table}, 'id')) AS id FROM generate_series(1, ${count}::int)`.execute(tablesIn(tx));
  return rows.map((row) => row.id);
}
