import { describe, expect, it } from 'vitest';
import { refusal } from '#kernel/refusal.ts';
import { startTestServer, type TestServer, type TestServerOptions, type WireClient } from './testing/test-server.ts';

const transaction = ['MAIL FROM:<a@example.net>', 'RCPT TO:<binh@backan.gov.vn>'];

async function withClient(
  door: 'mx' | 'lmtp',
  talk: (client: WireClient, server: TestServer) => Promise<void>,
  options: TestServerOptions = {},
): Promise<void> {
  await using server = await startTestServer(door, options);
  await using client = await server.connect();
  await client.reply();
  await talk(client, server);
}

describe('commands in the wrong order', () => {
  it('are refused with 503 and change nothing', () =>
    withClient('mx', async (client) => {
      expect(await client.say('MAIL FROM:<a@example.net>')).toBe('503 5.5.1 EHLO first');
      expect(await client.say('DATA')).toBe('503 5.5.1 EHLO first');
      await client.say('EHLO x');
      expect(await client.say('RCPT TO:<binh@backan.gov.vn>')).toBe('503 5.5.1 MAIL first');
      expect(await client.say('DATA')).toBe('503 5.5.1 MAIL first');
      await client.say('MAIL FROM:<a@example.net>');
      expect(await client.say('MAIL FROM:<a@example.net>')).toMatch(/^503 5\.5\.1 /);
      expect(await client.say('DATA')).toBe('554 5.5.1 No valid recipients');
      await client.say('EHLO x');
      expect(await client.say('RCPT TO:<binh@backan.gov.vn>')).toBe('503 5.5.1 MAIL first');
      await client.sayAll(...transaction, 'RSET');
      expect(await client.say('DATA')).toBe('503 5.5.1 MAIL first');
    }));
});

describe('malformed commands', () => {
  it.each([
    ['octets that are no UTF-8', 'NOOP \xff\xfe', '500 5.5.2'],
    ['a non-UTF-8 sender', 'MAIL FROM:<\xe1nh@backan.gov.vn>', '500 5.5.2'],
    ['a C1 control in an address', 'MAIL FROM:<a\xc2\x85b@example.net> SMTPUTF8', '500 5.5.2'],
    ['a line separator in an address', 'MAIL FROM:<a\xe2\x80\xa8b@example.net> SMTPUTF8', '500 5.5.2'],
    ['UTF-8 in a sender without SMTPUTF8', 'MAIL FROM:<\xc3\xa1nh@backan.gov.vn>', '553 5.6.7'],
    ['a NUL', 'NO\0OP', '500 5.5.2'],
    ['an escape character', 'MAIL FROM:<a\x1b@b.vn>', '500 5.5.2'],
    ['nothing', '', '500 5.5.2'],
    ['an unknown verb', 'FETCH 1 ALL', '500 5.5.2'],
    ['a wizard', 'WIZ please', '500 5.5.2'],
    ['a shell', 'SHELL', '500 5.5.2'],
    ['XCLIENT', 'XCLIENT ADDR=127.0.0.1', '500 5.5.2'],
    ['BDAT, which is not offered', 'BDAT 10 LAST', '502 5.5.1'],
    ['LHLO at an SMTP door', 'LHLO x', '500 5.5.1'],
    ['EHLO without a name', 'EHLO', '501 '],
    ['EHLO with two names', 'EHLO a b', '501 '],
    ['DATA with a parameter', 'DATA now', '501 5.5.4'],
    ['VRFY without an address', 'VRFY', '501 5.5.4'],
  ])('%s: a clear error, and the dialogue goes on', (_what, line, expected) =>
    withClient('mx', async (client) => {
      await client.say('EHLO x');
      expect(await client.say(line)).toMatch(new RegExp(`^${expected.replaceAll('.', '\\.')}`));
      expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
    }),
  );

  it('a request of a browser ends the connection, before the commands its body may hold', () =>
    withClient('mx', async (client) => {
      client.send('POST / HTTP/1.1\r\nHost: x\r\n\r\nEHLO x\r\nMAIL FROM:<a@example.net>\r\n');
      expect(await client.rest()).toEqual(['421 4.7.0 This is not HTTP']);
    }));

  it('EHLO at the LMTP door is refused', () =>
    withClient('lmtp', async (client) => {
      expect(await client.say('EHLO x')).toBe('500 5.5.1 This is LMTP: LHLO');
      expect(await client.say('MAIL FROM:<>')).toBe('503 5.5.1 LHLO first');
    }));
});

describe('refusals of the backend', () => {
  it('become replies at RCPT, and the other recipients get the message', () =>
    withClient('mx', async (client, server) => {
      server.backend.refusals.set('day@backan.gov.vn', refusal('over-quota', 'Mailbox is full'));
      await client.sayAll('EHLO x', 'MAIL FROM:<a@example.net>');
      expect(await client.say('RCPT TO:<x@example.org>')).toBe('550 5.7.1 Relaying denied');
      expect(await client.say('RCPT TO:<khong@backan.gov.vn>')).toBe('550 5.1.1 No such mailbox');
      expect(await client.say('RCPT TO:<day@backan.gov.vn>')).toBe('452 4.2.2 Mailbox is full');
      expect(await client.say('RCPT TO:<binh@backan.gov.vn>')).toBe('250 2.1.5 Recipient ok');
      await client.say('DATA');
      expect(await client.say('.')).toMatch(/^250 /);
      expect(server.backend.stored[0]!.envelope.recipients).toHaveLength(1);
    }));

  it('after DATA become the reply, and the spool is gone', () =>
    withClient('mx', async (client, server) => {
      server.backend.acceptRefusal = refusal('content-refused', 'Message contains a virus', 'Eicar');
      await client.sayAll('EHLO x', ...transaction, 'DATA');
      expect(await client.say('.')).toBe('550 5.7.1 Message contains a virus');
      expect(server.backend.openSpools).toBe(0);
      expect(server.events.find((one) => one.event === 'smtp.message-refused')?.facts.detail).toBe('Eicar');
    }));

  it.each(['mx', 'lmtp'] as const)('a fault while storing is 451 at the %s door, never a crash', (door) =>
    withClient(door, async (client, server) => {
      server.backend.acceptFault = new Error('database gone');
      await client.sayAll(door === 'lmtp' ? 'LHLO x' : 'EHLO x', ...transaction, 'DATA');
      expect(await client.say('.')).toBe('451 4.3.0 Message could not be stored; try again later');
      expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
      expect(server.backend.openSpools).toBe(0);
    }),
  );

  it('a spool that fails is 451, the rest of the message is drained', () =>
    withClient('mx', async (client, server) => {
      server.backend.spoolFault = new Error('no space left');
      await client.sayAll('EHLO x', ...transaction, 'DATA');
      client.send('Subject: x\r\n\r\n');
      client.send('RSET\r\n'.repeat(1_000));
      expect(await client.say('.')).toMatch(/^451 4\.3\.1 /);
      expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
      expect(server.backend.stored).toEqual([]);
      expect(server.backend.openSpools).toBe(0);
    }));

  it('a fault at RCPT is 451 for that command alone', () =>
    withClient('mx', async (client, server) => {
      const resolve = server.backend.resolveRecipient;
      server.backend.resolveRecipient = () => Promise.reject(new Error('database gone'));
      await client.sayAll('EHLO x', 'MAIL FROM:<a@example.net>');
      expect(await client.say('RCPT TO:<binh@backan.gov.vn>')).toMatch(/^451 4\.3\.0 /);
      server.backend.resolveRecipient = resolve;
      expect(await client.say('RCPT TO:<binh@backan.gov.vn>')).toMatch(/^250 /);
    }));

  it('with LMTP a violation is answered once for each recipient', () =>
    withClient('lmtp', async (client) => {
      await client.sayAll('LHLO x', ...transaction, 'RCPT TO:<anh@backan.gov.vn>', 'DATA');
      client.send('a\0b\r\n.\r\nNOOP\r\n');
      expect(await client.reply()).toMatch(/^550 5\.6\.0 /);
      expect(await client.reply()).toMatch(/^550 5\.6\.0 /);
      expect(await client.reply()).toBe('250 2.0.0 OK');
    }));
});

describe('pipelining', () => {
  it('answers a whole group in order, and what follows the message too', () =>
    withClient('mx', async (client, server) => {
      const group = ['EHLO x', ...transaction, 'RCPT TO:<khong@backan.gov.vn>', 'DATA'].join('\r\n');
      client.send(`${group}\r\nSubject: x\r\n\r\nbody\r\n.\r\n${transaction.join('\r\n')}\r\nDATA\r\nsecond\r\n.\r\nQUIT\r\nNOOP\r\n`);
      const codes = (await client.rest()).map((line) => line.slice(0, 3));
      expect(codes).toEqual(['250', '250', '250', '550', '354', '250', '250', '250', '354', '250', '221']);
      expect(server.backend.stored.map((one) => one.octets.toString())).toEqual(['Subject: x\r\n\r\nbody\r\n', 'second\r\n']);
    }));

  it('answers everything a client sent before it ended its half', () =>
    withClient('mx', async (client, server) => {
      client.send(`EHLO x\r\n${transaction.join('\r\n')}\r\nDATA\r\nonly\r\n.\r\nQUIT\r\n`);
      client.end();
      expect((await client.rest()).at(-1)).toBe('221 2.0.0 Bye');
      expect(server.backend.stored).toHaveLength(1);
    }));
});

describe('closing the server', () => {
  it('tells an idle client 421 at once', async () => {
    const server = await startTestServer('mx');
    await using client = await server.connect();
    await client.reply();
    const closed = server.server.close();
    expect(await client.reply()).toBe('421 4.3.2 Service is shutting down');
    expect(await client.reply()).toBe('');
    client.end();
    await closed;
    await server[Symbol.asyncDispose]();
  });

  it('lets a message under way end first', async () => {
    const server = await startTestServer('mx');
    await using client = await server.connect();
    await client.reply();
    await client.sayAll('EHLO x', ...transaction, 'DATA');
    const closed = server.server.close();
    client.send('Subject: x\r\n\r\nbody\r\n');
    expect(await client.say('.')).toBe('250 2.0.0 Accepted as m1');
    expect(await client.reply()).toBe('421 4.3.2 Service is shutting down');
    client.end();
    await closed;
    expect(server.backend.stored).toHaveLength(1);
    await server[Symbol.asyncDispose]();
  });

  it('cuts a message off after the grace, and keeps nothing of it', async () => {
    const server = await startTestServer('mx', { limits: { closeGraceMsMax: 50 } });
    await using client = await server.connect();
    await client.reply();
    await client.sayAll('EHLO x', ...transaction, 'DATA');
    client.send('Subject: x\r\n');
    await server.server.close();
    expect(await client.reply()).toBe('421 4.3.2 Service is shutting down');
    expect(server.backend.stored).toEqual([]);
    await expect.poll(() => server.backend.openSpools, { timeout: 10_000 }).toBe(0);
    await server[Symbol.asyncDispose]();
  });

  it('turns new clients away', async () => {
    const server = await startTestServer('mx');
    await using first = await server.connect();
    await first.reply();
    await first.sayAll('EHLO x', ...transaction, 'DATA');
    const closed = server.server.close();
    await using second = await server.connect();
    expect(await second.rest()).toEqual(['421 4.3.2 Service is shutting down']);
    first.reset();
    await closed;
    await server[Symbol.asyncDispose]();
  });
});
