import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { DutyTables } from './tables.ts';

/** When the program last said that it was there; locked until the transaction ends. */
export async function lockBeat(tx: Tx): Promise<Date | undefined> {
  const row = await tablesIn<DutyTables>(tx).selectFrom('heartbeat').select('beat_at').forUpdate().executeTakeFirst();
  return row?.beat_at;
}

/** Answers the moment. A clock that was set back does not take the last beat back. */
export async function beatNow(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ beat_at: Date }>`
    INSERT INTO heartbeat AS h (beat_at) VALUES (clock_timestamp())
    ON CONFLICT (only_row) DO UPDATE SET beat_at = greatest(h.beat_at, excluded.beat_at) RETURNING beat_at`.execute(tablesIn(tx));
  return rows[0]!.beat_at;
}
