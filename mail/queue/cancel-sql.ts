import { type Database, sql, tablesIn, tablesOf } from '#io/database.ts';
import type { QueueRecipientId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import { isSelected, type QueueSelection } from './queue-list-sql.ts';
import type { DsnNotify, QueuedMessage } from './queued-message.ts';

export interface CancelledRecipient {
  readonly id: QueueRecipientId;
  readonly address: string;
  readonly notify: DsnNotify[];
  readonly originalRecipient: string | null;
}

/** Fails the chosen recipients that wait or are held, with `reply` as the reason. */
export async function failSelected(tx: Tx, selection: QueueSelection, reply: string): Promise<readonly CancelledRecipient[]> {
  const { rows } = await sql<CancelledRecipient>`
    UPDATE queue_recipient r SET state = 'failed', leased_until = NULL, last_reply = ${reply}, last_host = NULL, finished_at = now()
    WHERE r.state IN ('waiting', 'held') AND ${isSelected(selection)}
    RETURNING r.id, r.address, r.dsn_notify AS notify, r.original_recipient AS "originalRecipient"`.execute(tablesIn<StoreTables>(tx));
  return rows;
}

export async function findQueuedMessage(database: Database, messageId: QueueSelection['messageId']): Promise<QueuedMessage | null> {
  const row = await tablesOf<StoreTables>(database).selectFrom('queue_message').selectAll().where('id', '=', messageId).executeTakeFirst();
  if (row === undefined) return null;
  return {
    messageId: row.id,
    contentId: row.content_id,
    prefix: row.prefix,
    envelopeFrom: row.envelope_from,
    envelopeId: row.envelope_id,
    dsnReturn: row.dsn_return,
    requiresSmtpUtf8: row.requires_smtputf8,
    requires8BitMime: row.requires_8bitmime,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
