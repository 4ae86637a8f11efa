import { type RawBuilder, sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, QueueMessageId, QueueRecipientId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import type { DsnNotify } from './queued-message.ts';

export interface ListedRecipient {
  readonly id: QueueRecipientId;
  readonly address: string;
  readonly domain: string;
  /** `sending` is waiting under a lease. */
  readonly state: 'waiting' | 'sending' | 'held' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly lastReply: string | null;
  readonly lastHost: string | null;
  readonly notify: readonly DsnNotify[];
  readonly finishedAt: string | null;
}

export interface ListedMessage {
  readonly id: QueueMessageId;
  readonly envelopeFrom: string;
  readonly subject: string;
  readonly sizeOctets: number;
  readonly actorAccountId: AccountId | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly recipients: readonly ListedRecipient[];
}

/** Which messages to list: oldest first, `after` for the next page. `open` leaves out those that are done. */
export interface QueueFilter {
  readonly open?: boolean;
  readonly domain?: string;
  readonly id?: QueueMessageId;
  readonly after?: QueueMessageId;
  readonly limit: number;
}

/** The queue as an administrator sees it. Times of recipients are ISO 8601. */
export async function listQueue(database: Database, filter: QueueFilter): Promise<ListedMessage[]> {
  const { rows } = await sql<ListedMessage>`
    SELECT m.id, m.envelope_from AS "envelopeFrom", c.subject, c.size_octets + octet_length(m.prefix) AS "sizeOctets",
      m.actor_account_id AS "actorAccountId", m.created_at AS "createdAt", m.expires_at AS "expiresAt", (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
          'id', r.id, 'address', r.address, 'domain', r.domain, 'attempts', r.attempts, 'notify', r.dsn_notify,
          'state', CASE WHEN r.state = 'waiting' AND r.leased_until > now() THEN 'sending' ELSE r.state END,
          'nextAttemptAt', CASE WHEN r.state = 'waiting' THEN r.next_attempt_at END,
          'lastReply', r.last_reply, 'lastHost', r.last_host, 'finishedAt', r.finished_at) ORDER BY r.id), '[]')
        FROM queue_recipient r WHERE r.queue_message_id = m.id
      ) AS recipients
    FROM queue_message m JOIN content c ON c.id = m.content_id
    WHERE ${allOf(conditionsOf(filter))} ORDER BY m.id LIMIT ${filter.limit}`.execute(tablesOf<StoreTables>(database));
  return rows;
}

function conditionsOf(filter: QueueFilter): RawBuilder<unknown>[] {
  const hasRecipient = (condition: RawBuilder<unknown>) =>
    sql`EXISTS (SELECT FROM queue_recipient r WHERE r.queue_message_id = m.id AND ${condition})`;
  return [
    ...(filter.id === undefined ? [] : [sql`m.id = ${filter.id}`]),
    ...(filter.after === undefined ? [] : [sql`m.id > ${filter.after}`]),
    ...(filter.domain === undefined ? [] : [hasRecipient(sql`r.domain = ${filter.domain.toLowerCase()}`)]),
    ...(filter.open === true ? [hasRecipient(sql`r.state IN ('waiting', 'held')`)] : []),
  ];
}

function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/** Which recipients an act is for: a message's, all of them or those named. Those being sent at the moment are left alone. */
export interface QueueSelection {
  readonly messageId: QueueMessageId;
  readonly recipientIds?: readonly QueueRecipientId[];
}

/** The condition of every act on recipients (alias r): chosen, and not in anybody's hands. */
export function isSelected(selection: QueueSelection): RawBuilder<unknown> {
  const named = selection.recipientIds === undefined ? sql`true` : sql`r.id = ANY (${selection.recipientIds}::bigint[])`;
  return sql`r.queue_message_id = ${selection.messageId} AND ${named} AND (r.leased_until IS NULL OR r.leased_until <= now())`;
}

/** Who sent it, by its envelope; empty for the null reverse-path, undefined where there is no such message. */
export async function senderOf(tx: Tx, messageId: QueueMessageId): Promise<string | undefined> {
  const row = await tablesIn<StoreTables>(tx)
    .selectFrom('queue_message')
    .select('envelope_from')
    .where('id', '=', messageId)
    .executeTakeFirst();
  return row?.envelope_from;
}

/** Due at once; wake the worker afterwards. How many recipients. */
export function retryNow(tx: Tx, selection: QueueSelection): Promise<number> {
  return change(tx, sql`SET next_attempt_at = now() WHERE r.state = 'waiting' AND ${isSelected(selection)}`);
}

/** Kept, not sent, not given up. */
export function hold(tx: Tx, selection: QueueSelection): Promise<number> {
  return change(tx, sql`SET state = 'held', leased_until = NULL WHERE r.state = 'waiting' AND ${isSelected(selection)}`);
}

/** What was held is due at once. */
export function release(tx: Tx, selection: QueueSelection): Promise<number> {
  return change(tx, sql`SET state = 'waiting', next_attempt_at = now() WHERE r.state = 'held' AND ${isSelected(selection)}`);
}

async function change(tx: Tx, act: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`UPDATE queue_recipient r ${act}`.execute(tablesIn<StoreTables>(tx));
  return Number(numAffectedRows ?? 0);
}
