import { describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, type TestServerOptions, type WireClient } from './testing/test-server.ts';

const transaction = ['MAIL FROM:<a@example.net>', 'RCPT TO:<binh@backan.gov.vn>'];

async function withClient(options: TestServerOptions, talk: (client: WireClient, server: TestServer) => Promise<void>): Promise<void> {
  await using server = await startTestServer('mx', options);
  await using client = await server.connect();
  await client.reply();
  await client.say('EHLO x');
  await talk(client, server);
}

async function sendMessage(client: WireClient, octets: string): Promise<string> {
  await client.sayAll(...transaction, 'DATA');
  client.send(octets);
  return client.say('.');
}

describe('the size of a message', () => {
  it('is announced, and refused at MAIL FROM when declared too large', () =>
    withClient({ messageOctetsMax: 1_000 }, async (client, server) => {
      expect(await client.say('EHLO x')).toContain('SIZE 1000');
      expect(await client.say('MAIL FROM:<a@example.net> SIZE=1001')).toMatch(/^552 5\.3\.4 /);
      expect(await client.say('MAIL FROM:<a@example.net> SIZE=99999999999999999999')).toMatch(/^552 5\.3\.4 /);
      expect(await client.say('MAIL FROM:<a@example.net> SIZE=1000')).toMatch(/^250 /);
      expect(server.backend.spools).toEqual([]);
    }));

  it('is refused after DATA when it turns out too large: the rest is drained and nothing kept', () =>
    withClient({ messageOctetsMax: 1_000 }, async (client, server) => {
      expect(await sendMessage(client, `\r\n${'x'.repeat(98)}\r\n`.repeat(500))).toMatch(/^552 5\.3\.4 /);
      expect(server.backend.stored).toEqual([]);
      expect(server.backend.openSpools).toBe(0);
      expect(await sendMessage(client, 'Subject: small\r\n\r\nx\r\n')).toMatch(/^250 /);
    }));
});

describe('what a message may not have', () => {
  it.each([
    ['a NUL octet', 'Subject: x\r\n\r\na\0b\r\n', /^550 5\.6\.0 /],
    ['a line without end', `Subject: x\r\n\r\n${'x'.repeat(70_000)}\r\n`, /^554 5\.6\.0 /],
    ['a header without end', `${'X-Field: value\r\n'.repeat(20_000)}\r\nx\r\n`, /^554 5\.6\.0 /],
    ['a folded line at its beginning, which would go on our Received field', ' (forged) by x\r\nSubject: x\r\n\r\nx\r\n', /^554 5\.6\.0 /],
    ['the same with a tab', '\t(forged)\r\n', /^554 5\.6\.0 /],
    ['more than 100 Received fields', `${'Received: by a\r\n'.repeat(101)}\r\nx\r\n`, /^554 5\.4\.6 /],
  ])('%s', (_what, octets, expected) =>
    withClient({ messageOctetsMax: 1_000_000 }, async (client, server) => {
      expect(await sendMessage(client, octets)).toMatch(expected);
      expect(server.backend.stored).toEqual([]);
      expect(server.backend.openSpools).toBe(0);
      expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
    }),
  );

  it('100 Received fields and long lines are no fault', () =>
    withClient({}, async (client, server) => {
      const octets = `${'Received: by a\r\n'.repeat(100)}\r\nReceived: in the body\r\n${'x'.repeat(5_000)}\r\n`;
      expect(await sendMessage(client, octets)).toMatch(/^250 /);
      expect(server.backend.stored[0]!.octets.toString()).toBe(octets);
    }));
});

describe('recipients', () => {
  it('over the maximum are told to come again', () =>
    withClient({ recipientsMax: 2 }, async (client, server) => {
      await client.sayAll('MAIL FROM:<a@example.net>', 'RCPT TO:<a@backan.gov.vn>', 'RCPT TO:<b@backan.gov.vn>');
      expect(await client.say('RCPT TO:<c@backan.gov.vn>')).toMatch(/^452 4\.5\.3 /);
      await client.say('DATA');
      expect(await client.say('.')).toMatch(/^250 /);
      expect(server.backend.stored[0]!.envelope.recipients).toHaveLength(2);
    }));

  it('that do not exist end the connection when there are too many', () =>
    withClient({ limits: { unknownRecipientsMax: 2 } }, async (client) => {
      await client.say('MAIL FROM:<a@example.net>');
      expect(await client.say('RCPT TO:<khong1@backan.gov.vn>')).toBe('550 5.1.1 No such mailbox');
      expect(await client.say('RCPT TO:<khong2@backan.gov.vn>')).toBe('550 5.1.1 No such mailbox');
      expect(await client.say('RCPT TO:<khong3@backan.gov.vn>')).toBe('421 4.7.0 Too many unknown recipients');
      expect(await client.reply()).toBe('');
    }));
});

describe('a connection', () => {
  it('ends after too many bad commands', () =>
    withClient({ limits: { badCommandsMax: 2 } }, async (client) => {
      expect(await client.say('WIZ')).toBe('500 5.5.2 Command is not recognised');
      expect(await client.say('MAIL FROM:bad')).toMatch(/^501 /);
      expect(await client.say('DATA')).toMatch(/^503 /);
      expect(await client.reply()).toBe('421 4.7.0 Too many bad commands');
      expect(await client.reply()).toBe('');
    }));

  it('ends after too many commands that bring no message', () =>
    withClient({ limits: { idleCommandsMax: 3 } }, async (client) => {
      await client.sayAll('NOOP', 'RSET');
      expect(await client.say('NOOP')).toBe('421 4.7.0 Too many commands without a message');
    }));

  it('ends when it is idle for too long', () =>
    withClient({ limits: { idleMsMax: 400 } }, async (client) => {
      expect(await client.reply()).toMatch(/^421 4\.4\.2 /);
      expect(await client.reply()).toBe('');
    }));

  it('ends when a message takes too long, and nothing is kept', () =>
    withClient({ limits: { dataMsMax: 50 } }, async (client, server) => {
      await client.sayAll(...transaction, 'DATA');
      client.send('Subject: slow\r\n');
      expect(await client.reply()).toBe('421 4.4.2 Message took too long');
      client.end();
      await expect.poll(() => server.server.connectionCount, { timeout: 10_000 }).toBe(0);
      expect(server.backend.openSpools).toBe(0);
    }));

  it('is refused when its address has too many', () =>
    withClient({ limits: { connectionsPerAddressMax: 1 } }, async (client, server) => {
      await using second = await server.connect();
      expect(await second.rest()).toEqual(['421 4.7.0 Too many connections']);
      await client.say('QUIT');
      await client.reply();
      client.end();
      await expect.poll(() => server.server.connectionCount, { timeout: 10_000 }).toBe(0);
      await using third = await server.connect();
      expect(await third.reply()).toMatch(/^220 /);
    }));

  it('is refused when its network has too many, whichever of its IPv6 addresses it comes from', () => {
    const peer = { address: '2001:db8:1:2::1', port: 1 };
    return withClient({ limits: { connectionsPerAddressMax: 1 }, peer }, async (_client, server) => {
      peer.address = '2001:db8:1:2:ffff::9';
      await using second = await server.connect();
      expect(await second.rest()).toEqual(['421 4.7.0 Too many connections']);
      peer.address = '2001:db8:1:3::1';
      await using third = await server.connect();
      expect(await third.reply()).toMatch(/^220 /);
    });
  });

  it('is refused when the process has too many', () =>
    withClient({ limits: { connectionsMax: 1 } }, async (_client, server) => {
      await using second = await server.connect();
      expect(await second.rest()).toEqual(['421 4.7.0 Too many connections']);
    }));

  it('has its overlong command line refused and goes on', () =>
    withClient({}, async (client) => {
      expect(await client.say(`MAIL FROM:<${'a'.repeat(3_000)}@b.vn>`)).toBe('500 5.5.2 Line is too long');
      expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
      client.send('x'.repeat(100_000));
      expect(await client.reply()).toBe('421 4.5.2 Line does not end');
    }));
});
