import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, ContentId, QueueMessageId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import type { DsnNotify } from './queued-message.ts';

export interface NewQueueMessage {
  readonly contentId: ContentId;
  readonly prefix: Buffer;
  /** '' is the null reverse-path. */
  readonly envelopeFrom: string;
  readonly envelopeId: string | null;
  readonly dsnReturn: 'full' | 'headers' | null;
  readonly requiresSmtpUtf8: boolean;
  readonly requires8BitMime: boolean;
  readonly actorAccountId: AccountId | null;
  readonly recipients: readonly NewQueueRecipient[];
  readonly expiresAt: Date;
}

export interface NewQueueRecipient {
  /** As it goes into RCPT TO, without angle brackets. */
  readonly address: string;
  readonly domain: string;
  readonly notify: readonly DsnNotify[];
  /** ORCPT, decoded: `rfc822;address`. */
  readonly originalRecipient: string | null;
}

/** Puts a message into the outbound queue, inside the transaction that accepts it; its recipients are due at commit. */
export async function enqueue(tx: Tx, message: NewQueueMessage): Promise<QueueMessageId> {
  const recipients = [...new Map(message.recipients.map((one) => [one.address, one])).values()];
  if (recipients.length === 0) throw new RangeError('a queued message needs a recipient');
  const tables = tablesIn<StoreTables>(tx);
  const { id } = await tables
    .insertInto('queue_message')
    .values({
      content_id: message.contentId,
      prefix: message.prefix,
      envelope_from: message.envelopeFrom,
      envelope_id: message.envelopeId,
      dsn_return: message.dsnReturn,
      requires_smtputf8: message.requiresSmtpUtf8,
      requires_8bitmime: message.requires8BitMime,
      actor_account_id: message.actorAccountId,
      expires_at: message.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // One statement however many there are: arrays of columns, since values lists run out of parameters at 65,535.
  await sql`
    INSERT INTO queue_recipient (queue_message_id, address, domain, dsn_notify, original_recipient)
    SELECT ${id}, r.address, r.domain, string_to_array(r.notify, ','), r.original_recipient
    FROM unnest(
      ${recipients.map((one) => one.address)}::text[],
      ${recipients.map((one) => one.domain.toLowerCase())}::text[],
      ${recipients.map((one) => one.notify.join(','))}::text[],
      ${recipients.map((one) => one.originalRecipient)}::text[]
    ) AS r (address, domain, notify, original_recipient)`.execute(tables);
  return id;
}
