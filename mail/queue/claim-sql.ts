import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { ContentId, QueueMessageId, QueueRecipientId } from '#kernel/ids.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import { queueLimits } from './limits.ts';
import type { Claim, DsnNotify } from './queued-message.ts';

interface ClaimedRow {
  id: QueueRecipientId;
  address: string;
  domain: string;
  dsn_notify: DsnNotify[];
  original_recipient: string | null;
  attempts: number;
  delay_notified_at: Date | null;
  queue_message_id: QueueMessageId;
  content_id: ContentId;
  prefix: Buffer;
  envelope_from: string;
  envelope_id: string | null;
  dsn_return: 'full' | 'headers' | null;
  requires_smtputf8: boolean;
  requires_8bitmime: boolean;
  created_at: Date;
  expires_at: Date;
  claimed_at: Date;
  leased_until: Date;
}

// A leased recipient's next_attempt_at is the end of its lease: it leaves the front of the index queue_recipient_due, and
// comes back by itself when its process was killed.
const isDue = sql`r.state = 'waiting' AND r.next_attempt_at <= now() AND (r.leased_until IS NULL OR r.leased_until <= now())`;

/**
 * Leases the longest-due recipient and its companions of the same message and domain (RFC 5321 §4.5.4.1: one copy for many
 * recipients of one host). null when nothing is due outside `busyDomains`. The attempt counts from here, so that a
 * message that kills its process moves along its schedule too.
 */
export async function claimNext(database: Database, input: { leaseMs: number; busyDomains: readonly string[] }): Promise<Claim | null> {
  const { rows } = await sql<ClaimedRow>`
    WITH first AS (
      SELECT r.queue_message_id, r.domain FROM queue_recipient r
      WHERE ${isDue} AND r.domain <> ALL (${input.busyDomains}::text[])
      ORDER BY r.next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
    ), picked AS (
      SELECT r.id FROM queue_recipient r JOIN first USING (queue_message_id, domain)
      WHERE ${isDue} ORDER BY r.id LIMIT ${queueLimits.recipientsPerTransactionMax} FOR UPDATE OF r SKIP LOCKED
    ), clock AS (
      SELECT date_trunc('milliseconds', clock_timestamp()) AS claimed_at
    ), leased AS (
      UPDATE queue_recipient r
      SET leased_until = claimed_at + make_interval(secs => ${input.leaseMs / 1000}),
        next_attempt_at = claimed_at + make_interval(secs => ${input.leaseMs / 1000}),
        attempts = attempts + 1
      FROM picked, clock WHERE r.id = picked.id
      RETURNING r.id, r.queue_message_id, r.address, r.domain, r.dsn_notify, r.original_recipient, r.attempts,
        r.delay_notified_at, r.leased_until, clock.claimed_at
    )
    SELECT leased.*, m.content_id, m.prefix, m.envelope_from, m.envelope_id, m.dsn_return, m.requires_smtputf8,
      m.requires_8bitmime, m.created_at, m.expires_at
    FROM leased JOIN queue_message m ON m.id = leased.queue_message_id ORDER BY leased.id`.execute(tablesOf<StoreTables>(database));
  const first = rows[0];
  return first === undefined ? null : { ...claimOf(first), recipients: rows.map(recipientOf) };
}

function claimOf(row: ClaimedRow): Omit<Claim, 'recipients'> {
  return {
    messageId: row.queue_message_id,
    contentId: row.content_id,
    prefix: row.prefix,
    envelopeFrom: row.envelope_from,
    envelopeId: row.envelope_id,
    dsnReturn: row.dsn_return,
    requiresSmtpUtf8: row.requires_smtputf8,
    requires8BitMime: row.requires_8bitmime,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    domain: row.domain,
    claimedAt: row.claimed_at,
    leasedUntil: row.leased_until,
  };
}

function recipientOf(row: ClaimedRow): Claim['recipients'][number] {
  return {
    id: row.id,
    address: row.address,
    notify: row.dsn_notify,
    originalRecipient: row.original_recipient,
    attempts: row.attempts,
    delayNotifiedAt: row.delay_notified_at,
  };
}

/** Holds the lease for longer. The new end, or null when none of the recipients is ours any more. */
export async function renewLease(database: Database, claim: Claim, leaseMs: number): Promise<Date | null> {
  const { rows } = await sql<{ leased_until: Date }>`
    WITH clock AS (SELECT date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => ${leaseMs / 1000}) AS until)
    UPDATE queue_recipient r SET leased_until = until, next_attempt_at = until FROM clock
    WHERE r.id = ANY (${idsOf(claim)}::bigint[]) AND r.state = 'waiting' AND r.leased_until = ${claim.leasedUntil}
    RETURNING r.leased_until`.execute(tablesOf<StoreTables>(database));
  return rows[0]?.leased_until ?? null;
}

/** Gives recipients back untried: due at once, the attempt not counted. */
export async function giveBack(database: Database, claim: Claim): Promise<void> {
  await sql`
    UPDATE queue_recipient r SET leased_until = NULL, next_attempt_at = now(), attempts = r.attempts - 1
    WHERE r.id = ANY (${idsOf(claim)}::bigint[]) AND r.state = 'waiting' AND r.leased_until = ${claim.leasedUntil}`.execute(
    tablesOf<StoreTables>(database),
  );
}

function idsOf(claim: Claim): readonly QueueRecipientId[] {
  return claim.recipients.map((one) => one.id);
}
