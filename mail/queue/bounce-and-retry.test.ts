import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import {
  add,
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
} from './testing/test-queue.ts';
import { reply, startSink } from './testing/test-sink.ts';

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
