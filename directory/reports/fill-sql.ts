import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ReportTables } from './tables.ts';

/** Notes how full every mailbox is now, as that of the end of a day; nothing where it was noted already. Answers how many mailboxes. */
export async function noteFill(tx: Tx, day: string): Promise<number> {
  // One process notes it: what the other would add is of a later moment.
  const { numAffectedRows } = await sql`
    INSERT INTO mailbox_fill (day, account_id, used_octets, quota_octets)
    SELECT ${day}::date, id, used_octets, quota_octets FROM account
    WHERE state <> 'closed' AND pg_try_advisory_xact_lock(hashtextextended('mailbox_fill', 0))
      AND NOT EXISTS (SELECT FROM mailbox_fill WHERE day = ${day}::date)
    ON CONFLICT DO NOTHING`.execute(tablesIn<ReportTables>(tx));
  return Number(numAffectedRows ?? 0);
}

/** The last of some days of which it is known how full mailboxes were. */
export async function lastFillDay(
  database: Database,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    SELECT max(day) AS day FROM mailbox_fill WHERE day BETWEEN ${from}::date AND ${to}::date`.execute(tablesOf<ReportTables>(database));
  return rows[0]?.day ?? null;
}
