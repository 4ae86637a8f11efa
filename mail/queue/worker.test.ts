import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { claimNext } from './claim-sql.ts';
import {
  add,
  addContent,
  recipientsOf,
  sampleOctets,
  settled,
  startWorker,
  statesOf,
  type TestQueue,
  testQueue,
  until,
} from './testing/test-queue.ts';
import { startSink } from './testing/test-sink.ts';

let scratch: TestDatabase;
let queue: TestQueue;
beforeAll(async () => {
  scratch = await createTestDatabase();
});
beforeEach(async () => {
  queue = await testQueue(scratch.database);
});
afterAll(() => scratch[Symbol.asyncDispose]());

const text = (octets: Buffer) => octets.toString('latin1');
const refused = (notice: { octets: Buffer } | undefined) => text(notice?.octets ?? Buffer.alloc(0));

describe('a message that goes out', () => {
  it('has exactly its octets, in one transaction a domain', async () => {
    await using sink = await startSink();
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com', 'eve@example.com', 'ann@example.org']);
    expect(await settled(queue, id)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(sink.messages.map((one) => one.to).sort()).toEqual([['ann@example.org'], ['bob@example.com', 'eve@example.com']]);
    for (const one of sink.messages)
      expect(one).toMatchObject({ from: 'anhnv.tt@backan.gov.vn', octets: `Received: by test\r\n${text(sampleOctets)}` });
    expect((await recipientsOf(queue, id))[0]).toMatchObject({
      last_host: '127.0.0.1',
      leased_until: null,
      last_reply: expect.stringMatching(/^250 /),
    });
    expect(queue.notices).toEqual([]);
  });

  it('keeps every octet of a large body, dots at the seams of its pieces included', async () => {
    await using sink = await startSink();
    await using _ = startWorker(queue, sink.port);
    const line = (length: number) => `${'.'.repeat(length)}\r\n`;
    const octets = Buffer.from(
      `Subject: dots\r\n\r\n${Array.from({ length: 4_000 }, (_, at) => line(at % 71)).join('')}${'é'.repeat(400)}\r\n`,
    );
    const contentId = await addContent(queue, octets);
    expect(await settled(queue, await add(queue, ['bob@example.com'], { contentId, prefix: Buffer.alloc(0) }))).toEqual(['delivered']);
    expect(sink.messages[0]!.octets === text(octets)).toBe(true);
  });

  it('goes from <> when the reverse-path is null', async () => {
    await using sink = await startSink();
    await using _ = startWorker(queue, sink.port);
    await settled(queue, await add(queue, ['bob@example.com'], { envelopeFrom: '' }));
    expect(sink.messages[0]!.from).toBe('');
  });

  it('shares a connection with those before it', async () => {
    await using sink = await startSink();
    await using _ = startWorker(queue, sink.port, { concurrencyMax: 1 });
    const ids = [await add(queue, ['a@example.com']), await add(queue, ['b@example.org']), await add(queue, ['c@example.net'])];
    for (const id of ids) expect(await settled(queue, id)).toEqual(['delivered']);
    expect(sink.connections()).toBe(1);
  });

  it('carries its DSN parameters on, and is not reported on twice', async () => {
    const seen: unknown[] = [];
    await using sink = await startSink({
      options: { hideDSN: false },
      onMail: ({ dsn }) => void seen.push(dsn),
      onRcpt: (_, dsn) => void seen.push(dsn),
    });
    await using _ = startWorker(queue, sink.port);
    const recipients = [
      { address: 'bob@example.com', notify: ['success', 'failure'] as const, originalRecipient: 'rfc822;B+x@example.com' },
      { address: 'eve@example.com', notify: ['never'] as const },
    ];
    await settled(queue, await add(queue, recipients, { dsnReturn: 'full', envelopeId: 'E=1' }));
    expect(seen).toEqual([
      expect.objectContaining({ ret: 'FULL', envid: 'E=1' }),
      expect.objectContaining({ notify: ['SUCCESS', 'FAILURE'], orcpt: 'rfc822;B+x@example.com' }),
      expect.objectContaining({ notify: ['NEVER'] }),
    ]);
    expect(queue.notices).toEqual([]);
  });

  it('is reported as relayed where the next server sends no reports', async () => {
    await using sink = await startSink();
    await using _ = startWorker(queue, sink.port);
    expect(await settled(queue, await add(queue, [{ address: 'bob@example.com', notify: ['success'] }]))).toEqual(['delivered']);
    expect(refused(queue.notices[0])).toMatch(/Action: relayed\r\nStatus: 2\.0\.0/);
  });

  it('declares SMTPUTF8 and 8BITMIME where it needs them, and does not go where they are missing', async () => {
    const seen: unknown[] = [];
    await using sink = await startSink({ onMail: ({ smtpUtf8, bodyType }) => void seen.push([smtpUtf8, bodyType]) });
    await using _ = startWorker(queue, sink.port);
    await settled(queue, await add(queue, ['bob@example.com'], { requiresSmtpUtf8: true, requires8BitMime: true }));
    expect(seen).toEqual([[true, '8bitmime']]);
    await using plain = await startSink({ options: { hideSMTPUTF8: true } });
    await using __ = startWorker(queue, plain.port);
    await _.stop();
    expect(await settled(queue, await add(queue, ['bob@example.com'], { requiresSmtpUtf8: true }))).toEqual(['failed']);
    expect(refused(queue.notices.at(-1))).toContain('Status: 5.6.7');
    expect(plain.messages).toEqual([]);
  });
});

describe('many hands', () => {
  it('never send one recipient twice', async () => {
    await using sink = await startSink();
    const ids = [];
    for (let at = 0; at < 40; at++) ids.push(await add(queue, [`user${at}@example${at % 5}.com`, `other${at}@example${at % 5}.com`]));
    await using _one = startWorker(queue, sink.port, { perDomainMax: 2 });
    await using _two = startWorker(queue, sink.port);
    for (const id of ids) expect(await settled(queue, id)).toEqual(['delivered', 'delivered']);
    expect(sink.messages.flatMap((one) => one.to).sort()).toEqual([...new Set(sink.messages.flatMap((one) => one.to))].sort());
    expect(sink.messages.flatMap((one) => one.to)).toHaveLength(80);
  });

  it('take over from one that died in mid-lease, and only after the lease', async () => {
    await using sink = await startSink();
    const id = await add(queue, ['bob@example.com']);
    const dead = await claimNext(queue.database, { leaseMs: 1_500, busyDomains: [] });
    expect(dead?.recipients).toHaveLength(1);
    expect(await claimNext(queue.database, { leaseMs: 1_500, busyDomains: [] })).toBeNull();
    await using _ = startWorker(queue, sink.port);
    expect(await settled(queue, id)).toEqual(['delivered']);
    const [row] = await recipientsOf(queue, id);
    expect(row!.finished_at!.getTime()).toBeGreaterThanOrEqual(dead!.leasedUntil.getTime());
    expect(row!.attempts).toBe(2);
    expect(sink.messages).toHaveLength(1);
  });

  it('keep a slow hand-over beyond the length of the lease', async () => {
    const open = Promise.withResolvers<void>();
    let arrivals = 0;
    await using sink = await startSink({
      onMessage: async () => {
        arrivals++;
        await open.promise;
      },
    });
    await using _one = startWorker(queue, sink.port, { leaseMs: 1_500 });
    await using _two = startWorker(queue, sink.port, { leaseMs: 1_500 });
    const id = await add(queue, ['bob@example.com']);
    await until(async () => (await recipientsOf(queue, id))[0]!.leased_until !== null);
    const first = (await recipientsOf(queue, id))[0]!.leased_until!;
    await until(async () => (await recipientsOf(queue, id))[0]!.leased_until!.getTime() > first.getTime() + 1_500);
    open.resolve();
    expect(await settled(queue, id)).toEqual(['delivered']);
    expect(arrivals).toBe(1);
  });

  it('leave what an outcome says of a lost lease unwritten', async () => {
    const open = Promise.withResolvers<void>();
    await using sink = await startSink({ onMessage: () => open.promise });
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com']);
    await until(async () => (await recipientsOf(queue, id))[0]!.leased_until !== null);
    await sql`UPDATE queue_recipient SET state = 'failed', leased_until = NULL, finished_at = now()`.execute(queue.database.kysely);
    open.resolve();
    await until(() => queue.events.some((one) => one.event === 'queue.lease-lost'));
    expect(await statesOf(queue, id)).toEqual(['failed']);
  });
});

describe('stopping', () => {
  it('lets a running hand-over finish', async () => {
    const arrived = Promise.withResolvers<void>();
    const open = Promise.withResolvers<void>();
    await using sink = await startSink({
      onMessage: async () => {
        arrived.resolve();
        await open.promise;
      },
    });
    const worker = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com']);
    worker.wake();
    await arrived.promise;
    const stopped = worker.stop();
    open.resolve();
    await stopped;
    expect(await statesOf(queue, id)).toEqual(['delivered']);
  });

  it('gives back what does not finish within the grace, due at once', async () => {
    const arrived = Promise.withResolvers<void>();
    const open = Promise.withResolvers<void>();
    await using sink = await startSink({
      onMessage: async () => {
        arrived.resolve();
        await open.promise;
      },
    });
    const worker = startWorker(queue, sink.port, { stopGraceMs: 20 });
    const id = await add(queue, ['bob@example.com']);
    worker.wake();
    await arrived.promise;
    await worker.stop();
    expect((await recipientsOf(queue, id))[0]).toMatchObject({ state: 'waiting', leased_until: null, attempts: 0 });
    expect(await claimNext(queue.database, { leaseMs: 1_000, busyDomains: [] })).not.toBeNull();
    open.resolve();
  });
});
