import { sql } from 'kysely';
import { lockAddresses } from '#directory/org/address-sql.ts';
import { tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';

/**
 * Until commit nobody gives out an address or changes units, people, posts and appointments: what a plan is made from is read in several
 * statements, and must be what it still is when the plan is carried out. Reading goes on. First the lock that everybody takes first.
 */
export async function lockDirectory(tx: Tx): Promise<void> {
  await lockAddresses(tx);
  await sql`LOCK TABLE unit, person, post, appointment IN SHARE ROW EXCLUSIVE MODE`.execute(tablesIn(tx));
}
