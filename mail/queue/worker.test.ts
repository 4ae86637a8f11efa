import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { claimNext } from './claim-sql.ts';
import {
  add,
  addContent,
  parseMail,
  quick,
  recipientsOf,
  sampleOctets,
  settled,
  startWorker,
  statesOf,
  type TestQueue,
  testQueue,
  until,
} from './test-queue.ts';
import { reply, startSink } from './test-sink.ts';

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

describe('a message that is refused', () => {
  it('for good comes back with everything that is known', async () => {
    await using sink = await startSink({
      onRcpt: () => {
        throw reply(550, '5.1.1 no such user');
      },
    });
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, [{ address: 'bob@example.com', originalRecipient: 'rfc822;Bob@example.com' }], { envelopeId: 'E1' });
    expect(await settled(queue, id)).toEqual(['failed']);
    expect(queue.notices).toHaveLength(1);
    expect(queue.notices[0]!.to).toBe('anhnv.tt@backan.gov.vn');
    const mail = await parseMail(queue.notices[0]!.octets);
    const status = mail.attachments.find((one) => one.contentType === 'message/delivery-status')?.content.toString('latin1');
    expect(status).toMatch(/^Original-Envelope-Id: E1\r?\nReporting-MTA: dns; mail\.backan\.gov\.vn\r?\nArrival-Date: /);
    expect(status).toContain('Original-Recipient: rfc822; Bob@example.com');
    expect(status).toMatch(
      /Final-Recipient: rfc822; bob@example\.com\r?\nAction: failed\r?\nStatus: 5\.1\.1\r?\nRemote-MTA: dns; 127\.0\.0\.1/,
    );
    expect(status).toContain('Diagnostic-Code: smtp; 550 5.1.1 no such user');
    expect(mail.inReplyTo).toBe('<one@backan.gov.vn>');
    expect((await recipientsOf(queue, id))[0]).toMatchObject({ last_reply: '550 5.1.1 no such user', last_host: '127.0.0.1', attempts: 1 });
  });

  it('after DATA fails for all its recipients in one notice', async () => {
    await using sink = await startSink({
      onMessage: () => {
        throw reply(554, '5.7.1 content refused');
      },
    });
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com', 'eve@example.com']);
    expect(await settled(queue, id)).toEqual(['failed', 'failed']);
    expect(queue.notices).toHaveLength(1);
    expect(refused(queue.notices[0]).match(/Action: failed/g)).toHaveLength(2);
  });

  it('for some recipients fails only those, retries others and delivers the rest', async () => {
    let deferrals = 0;
    await using sink = await startSink({
      onRcpt: (address) => {
        if (address.startsWith('gone')) throw reply(550, '5.1.1 no such user');
        if (address.startsWith('slow') && deferrals++ === 0) throw reply(450, '4.2.0 greylisted');
      },
    });
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com', 'gone@example.com', 'slow@example.com']);
    expect(await settled(queue, id)).toEqual(['delivered', 'failed', 'delivered']);
    expect(sink.messages.map((one) => one.to)).toEqual([['bob@example.com'], ['slow@example.com']]);
    expect(refused(queue.notices[0])).toContain('gone@example.com');
    expect(refused(queue.notices[0])).not.toContain('slow@example.com');
  });

  it('says nothing to the null reverse-path or with NOTIFY=NEVER', async () => {
    await using sink = await startSink({
      onRcpt: () => {
        throw reply(550, '5.1.1 no such user');
      },
    });
    await using _ = startWorker(queue, sink.port);
    const bounce = await add(queue, ['bob@example.com'], { envelopeFrom: '' });
    const never = await add(queue, [{ address: 'eve@example.com', notify: ['never'] }]);
    expect([await settled(queue, bounce), await settled(queue, never)]).toEqual([['failed'], ['failed']]);
    expect(queue.notices).toEqual([]);
  });

  it('because the server announces a smaller size is not sent at all', async () => {
    await using sink = await startSink({ options: { size: 20 } });
    await using _ = startWorker(queue, sink.port);
    expect(await settled(queue, await add(queue, ['bob@example.com']))).toEqual(['failed']);
    expect(refused(queue.notices[0])).toContain('Status: 5.3.4');
    expect(sink.messages).toEqual([]);
  });

  it('stays in the queue while its notice cannot be stored', async () => {
    await using sink = await startSink({
      onRcpt: () => {
        throw reply(550, '5.1.1 no such user');
      },
    });
    let tries = 0;
    const deliverNotice = async (_tx: unknown, notice: { to: string; octets: Buffer }) => {
      if (tries++ < 6) throw new Error('the mailbox could not be written');
      queue.notices.push(notice);
    };
    await using _ = startWorker(queue, sink.port, { deliverNotice });
    const id = await add(queue, ['bob@example.com']);
    expect(await settled(queue, id)).toEqual(['failed']);
    expect(queue.notices).toHaveLength(1);
    expect((await recipientsOf(queue, id))[0]!.attempts).toBe(2);
  });
});

describe('a message that cannot go yet', () => {
  it('waits while the relay is down and is delivered once when it is up', async () => {
    const before = await startSink();
    await before.close();
    await using _ = startWorker(queue, before.port);
    const id = await add(queue, ['bob@example.com']);
    await until(async () => (await recipientsOf(queue, id))[0]!.last_reply?.includes('ECONNREFUSED') === true);
    expect(await statesOf(queue, id)).toEqual(['waiting']);
    await using sink = await startSink({ port: before.port });
    expect(await settled(queue, id)).toEqual(['delivered']);
    expect(sink.messages).toHaveLength(1);
    expect(queue.notices).toEqual([]);
  });

  it('is tried again after a 4yz', async () => {
    let tries = 0;
    await using sink = await startSink({
      onMessage: () => {
        if (tries++ < 2) throw reply(451, '4.3.0 try later');
      },
    });
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com']);
    expect(await settled(queue, id)).toEqual(['delivered']);
    expect([tries, sink.messages.length, (await recipientsOf(queue, id))[0]!.attempts]).toEqual([3, 1, 3]);
  });

  it('is given up at expiry, saying why', async () => {
    await using sink = await startSink({
      onRcpt: () => {
        throw reply(450, '4.2.1 mailbox busy');
      },
    });
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com'], { expiresAt: new Date(Date.now() + 150) });
    expect(await settled(queue, id)).toEqual(['failed']);
    expect(refused(queue.notices[0])).toMatch(/Action: failed\r\nStatus: 4\.4\.7\r\n[\s\S]*?smtp; 450 4\.2\.1 mailbox busy/);
  });

  it('is reported as late once, unless that was not asked for', async () => {
    await using sink = await startSink({
      onRcpt: () => {
        throw reply(450, '4.2.1 mailbox busy');
      },
    });
    await using _ = startWorker(queue, sink.port, { schedule: { ...quick.schedule!, delayNoticeAfterMs: 0 } });
    const told = await add(queue, ['bob@example.com']);
    const silent = await add(queue, [{ address: 'eve@example.com', notify: ['failure'] }]);
    const attempts = async () => [...(await recipientsOf(queue, told)), ...(await recipientsOf(queue, silent))].map((one) => one.attempts);
    await until(async () => (await attempts()).every((count) => count >= 3));
    expect(queue.notices).toHaveLength(1);
    expect(refused(queue.notices[0])).toMatch(/Final-Recipient: rfc822; bob@example\.com\r\nAction: delayed\r\nStatus: 4\.2\.1/);
  });

  it('is sent again when the connection is lost after the final dot: rather twice than never', async () => {
    let tries = 0;
    await using sink = await startSink({
      onMessage: () => {
        if (tries++ === 0) throw reply(421, '4.3.2 going down');
      },
    });
    await using _ = startWorker(queue, sink.port);
    expect(await settled(queue, await add(queue, ['bob@example.com']))).toEqual(['delivered']);
    expect(tries).toBe(2);
  });

  it('is taken away from a server that never answers', async () => {
    let tries = 0;
    await using sink = await startSink({ onMessage: () => (tries++ === 0 ? new Promise(() => undefined) : undefined) });
    await using _ = startWorker(queue, sink.port, { times: { ...quick.times!, handOverMsMax: 1_500 } });
    const id = await add(queue, ['bob@example.com']);
    expect(await settled(queue, id)).toEqual(['delivered']);
    expect((await recipientsOf(queue, id))[0]!.attempts).toBeGreaterThan(1);
  });

  it('waits, saying so, when its octets cannot be read', async () => {
    await using sink = await startSink();
    await using _ = startWorker(queue, sink.port);
    const id = await add(queue, ['bob@example.com']);
    const contentId = [...queue.contents.keys()][0]!;
    queue.contents.clear();
    await until(() => queue.events.some((one) => one.event === 'queue.fault'));
    queue.contents.set(contentId, sampleOctets);
    expect(await settled(queue, id)).toEqual(['delivered']);
  });
});

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
