import { sql } from 'kysely';
import { inTransaction, tablesIn, tablesOf } from '#io/database.ts';
import type { ContentId, QueueRecipientId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import { wantsNotice } from './notice-rules.ts';
import { isSelected, type QueueSelection } from './queue-list.ts';
import type { Answer, DsnNotify, QueuedMessage } from './queued-message.ts';
import { type SettleDeps, sendNotice } from './settle.ts';

export interface CancelDeps extends SettleDeps {
  readonly readContent: (contentId: ContentId) => Promise<Buffer>;
}

// RFC 3463 §3.8: X.7.1 delivery not authorized, message refused
const answer: Answer = { reply: 'cancelled by an administrator', status: '5.7.1', from: 'here', host: null };

/** Gives up waiting and held recipients; the sender is told unless `notify` is false. How many recipients. */
export async function cancel(deps: CancelDeps, selection: QueueSelection, options: { notify: boolean }): Promise<number> {
  const message = await findMessage(deps, selection);
  if (message === null) return 0;
  // Read before the transaction, which is not to wait for the body store.
  const original = options.notify ? Buffer.concat([message.prefix, await deps.readContent(message.contentId)]) : null;
  return inTransaction(deps.database, async (tx) => {
    const cancelled = await fail(tx, selection);
    const told = cancelled.filter((one) => wantsNotice('failed', one.notify, message.envelopeFrom));
    if (original !== null && told.length > 0) {
      await sendNotice(deps, tx, {
        action: 'failed',
        message,
        recipients: told.map((one) => ({ ...one, answer })),
        original,
        now: new Date(),
      });
    }
    return cancelled.length;
  });
}

interface Cancelled {
  readonly id: QueueRecipientId;
  readonly address: string;
  readonly notify: DsnNotify[];
  readonly originalRecipient: string | null;
}

async function fail(tx: Tx, selection: QueueSelection): Promise<readonly Cancelled[]> {
  const { rows } = await sql<Cancelled>`
    UPDATE queue_recipient r SET state = 'failed', leased_until = NULL, last_reply = ${answer.reply}, last_host = NULL, finished_at = now()
    WHERE r.state IN ('waiting', 'held') AND ${isSelected(selection)}
    RETURNING r.id, r.address, r.dsn_notify AS notify, r.original_recipient AS "originalRecipient"`.execute(tablesIn<StoreTables>(tx));
  return rows;
}

async function findMessage(deps: CancelDeps, selection: QueueSelection): Promise<QueuedMessage | null> {
  const row = await tablesOf<StoreTables>(deps.database)
    .selectFrom('queue_message')
    .selectAll()
    .where('id', '=', selection.messageId)
    .executeTakeFirst();
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
