import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { QueueRecipientId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import { queueLimits } from './limits.ts';
import type { RecipientChange } from './settle-rules.ts';

/** Writes what became of recipients that are still under this lease; which ones those were. */
export async function writeChanges(tx: Tx, leasedUntil: Date, changes: readonly RecipientChange[]): Promise<ReadonlySet<QueueRecipientId>> {
  const column = <T>(of: (change: RecipientChange) => T) => changes.map(of);
  const { rows } = await sql<{ id: QueueRecipientId }>`
    UPDATE queue_recipient r SET state = v.state, next_attempt_at = v.next_attempt_at, leased_until = NULL,
      last_reply = v.reply, last_host = v.host,
      delay_notified_at = CASE WHEN v.delay_notified THEN now() ELSE r.delay_notified_at END,
      finished_at = CASE WHEN v.state = 'waiting' THEN NULL ELSE now() END
    FROM unnest(
      ${column((one) => one.id)}::bigint[], ${column((one) => one.state)}::text[], ${column((one) => one.nextAttemptAt)}::timestamptz[],
      ${column((one) => one.answer.reply)}::text[], ${column((one) => one.answer.host)}::text[], ${column((one) => one.delayNotified)}::boolean[]
    ) AS v (id, state, next_attempt_at, reply, host, delay_notified)
    WHERE r.id = v.id AND r.state = 'waiting' AND r.leased_until = ${leasedUntil}
    RETURNING r.id`.execute(tablesIn<StoreTables>(tx));
  return new Set(rows.map((row) => row.id));
}

/** Removes messages whose recipients were all finished that long ago. How many; call again while it answers a full batch. */
export async function sweepQueue(database: Database, retentionMs: number = queueLimits.finishedRetentionMs): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    WITH clock AS (SELECT now() - make_interval(secs => ${retentionMs / 1000}) AS cutoff),
    finished AS (
      SELECT m.id FROM queue_message m, clock
      WHERE m.created_at <= cutoff AND NOT EXISTS (
        SELECT FROM queue_recipient r WHERE r.queue_message_id = m.id AND (r.finished_at IS NULL OR r.finished_at > cutoff)
      )
      LIMIT ${queueLimits.sweepBatchMax} FOR UPDATE OF m SKIP LOCKED
    )
    DELETE FROM queue_message m USING finished WHERE m.id = finished.id RETURNING m.id`.execute(tablesOf<StoreTables>(database));
  return rows.length;
}
