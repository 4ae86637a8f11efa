import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';

/** One change of the file at a time, whichever process serves it; until the transaction ends. */
export async function lockSettings(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('congthu settings file'))`.execute(tablesIn(tx));
}
