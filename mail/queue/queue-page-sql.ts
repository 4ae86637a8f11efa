import { type RawBuilder, sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { QueueMessageId } from '#kernel/ids.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import { queueLimits } from './limits.ts';

/** `sending` is waiting under a lease. */
export type RecipientState = 'waiting' | 'sending' | 'held' | 'delivered' | 'failed';

/** Messages by their recipients: with one in that state (`open`: not finished) and at that domain. */
export interface QueueQuestion {
  readonly state: RecipientState | 'open';
  readonly domain?: string | undefined;
  /** What the sender's address holds somewhere; `<>` for notices of servers, which have none. */
  readonly sender?: string | undefined;
  /** The last of the page before. */
  readonly after?: QueueMessageId | undefined;
  readonly limit: number;
}

/** A message without anything of what it says: not its subject either. */
export interface QueuedOnPage {
  readonly id: QueueMessageId;
  /** '' is the null reverse-path. */
  readonly envelopeFrom: string;
  readonly sizeOctets: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** How many recipients are in which state. */
  readonly counts: Readonly<Record<RecipientState, number>>;
  /** The first ones, those that are not finished before the others. Times are ISO 8601. */
  readonly recipients: readonly RecipientOnPage[];
}

export interface RecipientOnPage {
  readonly address: string;
  readonly domain: string;
  readonly state: RecipientState;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly lastReply: string | null;
  readonly lastHost: string | null;
  readonly finishedAt: string | null;
}

/** What waits longest first; of what is finished, the latest. */
export async function pageOfQueue(database: Database, question: QueueQuestion): Promise<QueuedOnPage[]> {
  const latestFirst = question.state === 'delivered' || question.state === 'failed';
  const order = latestFirst ? sql`m.id DESC` : sql`m.id`;
  return selectMessages(database, sql`${conditionsOf(question, latestFirst)} ORDER BY ${order} LIMIT ${question.limit}`, {
    recipientsMax: queueLimits.recipientsOnPageMax,
  });
}

/** One message with its recipients, of very many the first. */
export async function findOnPage(database: Database, id: QueueMessageId): Promise<QueuedOnPage | undefined> {
  const [found] = await selectMessages(database, sql`m.id = ${id}`, { recipientsMax: queueLimits.recipientsShownMax });
  return found;
}

const stateOf = sql`CASE WHEN r.state = 'waiting' AND r.leased_until > now() THEN 'sending' ELSE r.state END`;

async function selectMessages(
  database: Database,
  which: RawBuilder<unknown>,
  { recipientsMax }: { readonly recipientsMax: number },
): Promise<QueuedOnPage[]> {
  const { rows } = await sql<QueuedOnPage>`
    SELECT m.id, m.envelope_from AS "envelopeFrom", c.size_octets + octet_length(m.prefix) AS "sizeOctets",
      m.created_at AS "createdAt", m.expires_at AS "expiresAt", (
        SELECT jsonb_build_object('waiting', count(*) FILTER (WHERE state = 'waiting'), 'sending', count(*) FILTER (WHERE state = 'sending'),
          'held', count(*) FILTER (WHERE state = 'held'), 'delivered', count(*) FILTER (WHERE state = 'delivered'),
          'failed', count(*) FILTER (WHERE state = 'failed'))
        FROM (SELECT ${stateOf} AS state FROM queue_recipient r WHERE r.queue_message_id = m.id) AS one
      ) AS counts, (
        SELECT coalesce(jsonb_agg(to_jsonb(shown) - 'id' ORDER BY shown."finishedAt" IS NOT NULL, shown.id), '[]') FROM (
          SELECT r.id, r.address, r.domain, ${stateOf} AS state, r.attempts, r.last_reply AS "lastReply", r.last_host AS "lastHost",
            CASE WHEN r.state = 'waiting' THEN r.next_attempt_at END AS "nextAttemptAt", r.finished_at AS "finishedAt"
          FROM queue_recipient r WHERE r.queue_message_id = m.id ORDER BY r.finished_at IS NOT NULL, r.id LIMIT ${recipientsMax}
        ) AS shown
      ) AS recipients
    FROM queue_message m JOIN content c ON c.id = m.content_id WHERE ${which}`.execute(tablesOf<StoreTables>(database));
  return rows;
}

function conditionsOf({ state, domain, sender, after }: QueueQuestion, latestFirst: boolean): RawBuilder<unknown> {
  const ofRecipient = [
    state === 'open'
      ? sql`r.state IN ('waiting', 'held')`
      : sql`r.state = ${state === 'sending' ? 'waiting' : state} AND ${stateOf} = ${state}`,
    ...(domain === undefined ? [] : [sql`r.domain = ${domain.toLowerCase()}`]),
  ];
  const past = latestFirst ? sql`<` : sql`>`;
  return sql.join(
    [
      sql`EXISTS (SELECT FROM queue_recipient r WHERE r.queue_message_id = m.id AND ${sql.join(ofRecipient, sql` AND `)})`,
      ...(sender === undefined
        ? []
        : [sender === '<>' ? sql`m.envelope_from = ''` : sql`strpos(lower(m.envelope_from), lower(${sender})) > 0`]),
      ...(after === undefined ? [] : [sql`m.id ${past} ${after}`]),
    ],
    sql` AND `,
  );
}
