import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, inTransaction, tablesOf } from '#io/database.ts';
import type { ContentId, QueueMessageId } from '#kernel/ids.ts';
import type { StoreTables } from '#mail/store/tables.ts';
import { enqueue, type NewQueueMessage } from '../enqueue-sql.ts';
import { handOverTimes } from '../limits.ts';
import type { Route } from '../route.ts';
import { relayRoute } from '../route.ts';
import type { Notice } from '../settle.ts';
import { type QueueWorker, type QueueWorkerDeps, type QueueWorkerOptions, startQueueWorker } from '../worker.ts';

const minuteMs = 60_000;

/** What a parsed message looks like, as far as the tests ask; mailparser brings no types. */
interface ParsedMail {
  readonly text?: string;
  readonly from?: { value: { address: string; name: string }[] };
  readonly to?: { value: { address: string }[] };
  readonly inReplyTo?: string;
  readonly references?: string | string[];
  readonly headers: ReadonlyMap<string, unknown>;
  readonly attachments: { contentType: string; content: Buffer }[];
}
const { simpleParser } = createRequire(import.meta.url)('mailparser') as {
  simpleParser(octets: Buffer, options: object): Promise<ParsedMail>;
};

export function parseMail(octets: Buffer): Promise<ParsedMail> {
  return simpleParser(octets, { keepDeliveryStatus: true });
}

/** Quick retries, no jitter, no resting: tests wait for outcomes, not for clocks. */
export const quick: Partial<QueueWorkerOptions> = {
  pollMs: 30,
  settleRetryMs: 5,
  stopGraceMs: 5_000,
  schedule: { delaysMs: [50], unreachableDelayMsMax: 50, jitter: 0, delayNoticeAfterMs: 240 * minuteMs },
  times: { ...handOverTimes, connectMsMax: 2_000, restAfterFailureMs: 0 },
};

export interface TestQueue {
  readonly database: Database;
  readonly notices: Notice[];
  readonly contents: Map<ContentId, Buffer>;
  readonly events: { event: string; fields: object }[];
}

/** An empty queue. */
export async function testQueue(database: Database): Promise<TestQueue> {
  await tablesOf<StoreTables>(database).deleteFrom('queue_message').execute();
  return { database, notices: [], contents: new Map(), events: [] };
}

export function workerDeps(queue: TestQueue, route: Route): QueueWorkerDeps {
  const note = (fields: object, event: string) => void queue.events.push({ event, fields });
  return {
    database: queue.database,
    identity: { hostname: 'mail.backan.gov.vn', domain: 'backan.gov.vn' },
    route,
    readContent: async (id) => queue.contents.get(id) ?? Promise.reject(new Error('no such content')),
    deliverNotice: async (_tx, notice) => void queue.notices.push(notice),
    log: { info: note, warn: note, error: note },
  };
}

/** A worker that hands over to a relay on this port. */
export function startWorker(queue: TestQueue, port: number, changes: Partial<QueueWorkerDeps & QueueWorkerOptions> = {}): QueueWorker {
  const route = relayRoute({ host: '127.0.0.1', port, tls: 'none' });
  return startQueueWorker({ ...workerDeps(queue, route), ...changes }, { ...quick, ...changes });
}

export async function addContent(queue: TestQueue, octets: Buffer): Promise<ContentId> {
  const tables = tablesOf<StoreTables>(queue.database);
  const hash = randomBytes(32);
  const body = await tables
    .insertInto('body')
    .values({ hash, size_octets: octets.length, storage: 'inline', encoding: 'raw', location: '', octets })
    .returning('id')
    .executeTakeFirstOrThrow();
  const empty = Buffer.alloc(0);
  const facts = { in_reply_to: [], reference_ids: [], subject: 'Báo cáo', base_subject: 'báo cáo', scanner_version: 1 };
  const content = await tables
    .insertInto('content')
    .values({
      ...facts,
      body_id: body.id,
      size_octets: octets.length,
      header_octets: 0,
      envelope: empty,
      body_structure: empty,
      body_brief: empty,
      parts: '[]',
      facts: '{}',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  queue.contents.set(content.id, octets);
  return content.id;
}

export const sampleOctets = Buffer.from('Message-ID: <one@backan.gov.vn>\r\nSubject: test\r\n\r\n.hello\r\n..\r\n.\r\nend\r\n');

type Recipient = string | Partial<NewQueueMessage['recipients'][number]>;

/** Queues a message from anhnv.tt to these recipients. */
export async function add(queue: TestQueue, recipients: Recipient[], changes: Partial<NewQueueMessage> = {}): Promise<QueueMessageId> {
  const contentId = changes.contentId ?? (await addContent(queue, sampleOctets));
  const message: NewQueueMessage = {
    contentId,
    prefix: Buffer.from('Received: by test\r\n'),
    envelopeFrom: 'anhnv.tt@backan.gov.vn',
    envelopeId: null,
    dsnReturn: null,
    requiresSmtpUtf8: false,
    requires8BitMime: false,
    actorAccountId: null,
    expiresAt: new Date(Date.now() + 60 * minuteMs),
    ...changes,
    recipients: recipients.map((one) => {
      const given = typeof one === 'string' ? { address: one } : one;
      const address = given.address ?? 'bob@example.com';
      return { domain: address.slice(address.lastIndexOf('@') + 1), notify: [], originalRecipient: null, ...given, address };
    }),
  };
  return inTransaction(queue.database, (tx) => enqueue(tx, message));
}

export function recipientsOf(queue: TestQueue, messageId: QueueMessageId) {
  return tablesOf<StoreTables>(queue.database)
    .selectFrom('queue_recipient')
    .selectAll()
    .where('queue_message_id', '=', messageId)
    .orderBy('id')
    .execute();
}

export async function statesOf(queue: TestQueue, messageId: QueueMessageId): Promise<string[]> {
  return (await recipientsOf(queue, messageId)).map((one) => one.state);
}

/** Waits for a condition to hold; the time is only to fail rather than hang. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('what the test waits for did not happen');
    await sleep(10);
  }
}

/** Waits until every recipient of the message is delivered or failed. */
export async function settled(queue: TestQueue, messageId: QueueMessageId): Promise<string[]> {
  await until(async () => (await statesOf(queue, messageId)).every((state) => state === 'delivered' || state === 'failed'));
  return statesOf(queue, messageId);
}
