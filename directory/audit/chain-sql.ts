import { type RawBuilder, sql } from 'kysely';
import { type HotStatement, integers, queryIn, tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { PrunedMonth } from './chain-record.ts';
import type { AuditEntry } from './entry.ts';
import { type EntryRow, entryColumns, entryOf } from './entry-sql.ts';

/** Everything read in this transaction is of one moment. It may take as long as whoever reads it (a pipe, a slow disk). */
export async function beginReading(tx: Tx): Promise<void> {
  await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`.execute(tablesIn(tx));
  await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(tablesIn(tx));
}

export const prunedMonths = (tx: Tx) => queryIn<PrunedMonth & Record<string, unknown>>(tx, selectPruned, []);

/** Numbers of entries, in order; which of them wait for a seal. A number that is there twice comes twice. */
export const unsealedPage = (tx: Tx, after: number, limit: number) =>
  queryIn<{ id: number; isWaiting: boolean }>(tx, selectPage, [after, limit]);

export async function entriesUnsealed(tx: Tx, ids: readonly number[], condition: RawBuilder<unknown>): Promise<AuditEntry[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<EntryRow>`
    SELECT ${entryColumns} FROM audit AS a WHERE a.id = ANY(${integers(ids)}::bigint[]) AND ${condition} ORDER BY a.id`.execute(
    tablesIn(tx),
  );
  return rows.map(entryOf);
}

const selectPruned: HotStatement = {
  name: 'audit-pruned-months',
  text: `
    SELECT month, entries, to_char(pruned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "prunedAt", pruned_by AS "prunedBy"
    FROM audit_pruning ORDER BY month`,
};

const selectPage: HotStatement = {
  name: 'audit-unsealed-page',
  text: `
    SELECT a.id, EXISTS (SELECT FROM audit_unsealed AS u WHERE u.id = a.id) AS "isWaiting"
    FROM audit AS a WHERE a.id > $1::bigint ORDER BY a.id LIMIT $2::bigint`,
};
