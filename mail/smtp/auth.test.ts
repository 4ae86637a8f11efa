import { describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, type TestServerOptions, type WireClient } from './testing/test-server.ts';

const plain = (user: string, password: string, authzid = '') => Buffer.from(`${authzid}\0${user}\0${password}`).toString('base64');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const good = plain('anh@backan.gov.vn', 'dung');
const bad = plain('anh@backan.gov.vn', 'sai-mat-khau');

async function withClient(
  options: TestServerOptions,
  talk: (client: WireClient, server: TestServer) => Promise<void>,
  door: 'mx' | 'submission' | 'lmtp' = 'submission',
): Promise<void> {
  await using server = await startTestServer(door, options);
  await using client = await server.connect();
  await client.reply();
  await client.say(door === 'lmtp' ? 'LHLO x' : 'EHLO x');
  await talk(client, server);
}

async function secured(client: WireClient): Promise<WireClient> {
  await client.say('STARTTLS');
  await client.startTls();
  await client.say('EHLO x');
  return client;
}

const inClear: TestServerOptions = { allowPlaintextAuth: (peer) => peer.loopback };

describe('AUTH', () => {
  it('is neither offered nor taken before TLS', () =>
    withClient({}, async (client, server) => {
      const offered = await client.say('EHLO x');
      expect(offered).toContain('STARTTLS');
      expect(offered).not.toContain('AUTH');
      expect(await client.say(`AUTH PLAIN ${good}`)).toBe('538 5.7.11 Encryption required: STARTTLS first');
      expect(await client.say('AUTH LOGIN')).toMatch(/^538 /);
      expect(server.backend.signIns).toEqual([]);
    }));

  it('is offered under TLS', () =>
    withClient({}, async (client) => {
      await secured(client);
      const offered = await client.say('EHLO x');
      expect(offered).toContain('AUTH PLAIN LOGIN');
      expect(offered).not.toContain('STARTTLS');
      expect(await client.say(`AUTH PLAIN ${good}`)).toBe('235 2.7.0 Authentication successful');
      expect(await client.say('EHLO x')).not.toContain('AUTH');
    }));

  it('is offered in the clear where the wiring allows it', () =>
    withClient(inClear, async (client) => {
      expect(await client.say('EHLO x')).toContain('AUTH PLAIN LOGIN');
      expect(await client.say(`AUTH PLAIN ${good}`)).toBe('235 2.7.0 Authentication successful');
    }));

  it.each(['mx', 'lmtp'] as const)('does not exist at the %s door', (door) =>
    withClient(
      inClear,
      async (client, server) => {
        expect(await client.say(`AUTH PLAIN ${good}`)).toBe('502 5.5.1 AUTH is not offered here');
        expect(server.backend.signIns).toEqual([]);
      },
      door,
    ),
  );

  it('is required before MAIL, RCPT and DATA', () =>
    withClient({}, async (client) => {
      expect(await client.say('MAIL FROM:<anh@backan.gov.vn>')).toBe('530 5.7.0 STARTTLS first, then authenticate');
      await secured(client);
      for (const command of ['MAIL FROM:<anh@backan.gov.vn>', 'RCPT TO:<binh@backan.gov.vn>', 'DATA'])
        expect(await client.say(command)).toBe('530 5.7.0 Authentication required');
    }));

  it('refuses wrong credentials, and hangs up after the third time', () =>
    withClient(inClear, async (client, server) => {
      expect(await client.say(`AUTH PLAIN ${bad}`)).toBe('535 5.7.8 Name or password is wrong');
      expect(await client.say(`AUTH PLAIN ${bad}`)).toMatch(/^535 /);
      expect(await client.say(`AUTH PLAIN ${bad}`)).toBe('421 4.7.0 Too many failed sign-ins');
      expect(await client.reply()).toBe('');
      expect(server.backend.signIns).toHaveLength(3);
    }));

  it('answers a slowed account with a temporary failure', () =>
    withClient(inClear, async (client) => {
      expect(await client.say(`AUTH PLAIN ${plain('slow@backan.gov.vn', 'x')}`)).toBe('454 4.7.0 Too many attempts; try again later');
    }));

  it('answers a fault of the backend with a temporary failure', () =>
    withClient(inClear, async (client, server) => {
      server.backend.signIn = () => Promise.reject(new Error('database gone'));
      expect(await client.say(`AUTH PLAIN ${good}`)).toMatch(/^454 4\.7\.0 /);
      expect(server.events.find((one) => one.event === 'smtp.fault')).toBeDefined();
    }));

  it('does not let one act for another', () =>
    withClient(inClear, async (client, server) => {
      const other = plain('anh@backan.gov.vn', 'dung', 'binh@backan.gov.vn');
      expect(await client.say(`AUTH PLAIN ${other}`)).toMatch(/^535 5\.7\.8 /);
      expect(server.backend.signIns).toEqual([]);
      expect(await client.say(`AUTH PLAIN ${plain('anh@backan.gov.vn', 'dung', 'anh@backan.gov.vn')}`)).toMatch(/^235 /);
    }));

  it('refuses unknown mechanisms, garbage, a second AUTH, and AUTH in a transaction', () =>
    withClient(inClear, async (client) => {
      expect(await client.say('AUTH CRAM-MD5')).toMatch(/^504 5\.5\.4 /);
      expect(await client.say('AUTH')).toMatch(/^504 /);
      expect(await client.say('AUTH PLAIN !!!')).toMatch(/^501 5\.5\.4 /);
      expect(await client.say(`AUTH PLAIN ${good}`)).toMatch(/^235 /);
      expect(await client.say(`AUTH PLAIN ${good}`)).toBe('503 5.5.1 Already authenticated');
    }));

  it('can be broken off with *', () =>
    withClient(inClear, async (client, server) => {
      expect(await client.say('AUTH PLAIN')).toBe('334');
      expect(await client.say('*')).toMatch(/^501 /);
      expect(await client.say('AUTH LOGIN')).toBe('334 VXNlcm5hbWU6');
      expect(await client.say(base64('anh@backan.gov.vn'))).toBe('334 UGFzc3dvcmQ6');
      expect(await client.say('*')).toMatch(/^501 /);
      expect(server.backend.signIns).toEqual([]);
      expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
    }));

  it('takes LOGIN in three steps, and PLAIN in two', () =>
    withClient(inClear, async (client) => {
      await client.say('AUTH LOGIN');
      await client.say(base64('anh@backan.gov.vn'));
      expect(await client.say(base64('dung'))).toMatch(/^235 /);
    }));

  it('never logs a password or an AUTH line', () =>
    withClient(inClear, async (client, server) => {
      await client.say(`AUTH PLAIN ${bad}`);
      await client.say(`AUTH PLAIN ${plain('sai-mat-khau', 'x')}`);
      const logged = JSON.stringify(server.events);
      expect(logged).toContain('anh@backan.gov.vn');
      for (const secret of ['sai-mat-khau', bad]) expect(logged).not.toContain(secret);
    }));

  it('caps the commands before it, and the connections of an account', async () => {
    await withClient({ limits: { unauthenticatedCommandsMax: 3 } }, async (client) => {
      await client.sayAll('NOOP', 'NOOP');
      expect(await client.say('NOOP')).toBe('421 4.7.0 Too many commands before authentication');
      expect(await client.reply()).toBe('');
    });
    await withClient({ ...inClear, limits: { connectionsPerAccountMax: 1 } }, async (client, server) => {
      expect(await client.say(`AUTH PLAIN ${good}`)).toMatch(/^235 /);
      {
        await using second = await server.connect();
        await second.reply();
        await second.say('EHLO x');
        expect(await second.say(`AUTH PLAIN ${good}`)).toBe('421 4.7.0 Too many connections for this account');
        expect(await second.reply()).toBe('');
      }
      await client.say('QUIT');
      expect(await client.reply()).toBe('');
      client.end();
      await expect.poll(() => server.server.connectionCount, { timeout: 10_000 }).toBe(0);
      await using third = await server.connect();
      await third.reply();
      await third.say('EHLO x');
      expect(await third.say(`AUTH PLAIN ${good}`)).toMatch(/^235 /);
    });
  });
});

describe('the envelope sender at the submission door', () => {
  it('must be one of the session', () =>
    withClient(inClear, async (client) => {
      await client.say(`AUTH PLAIN ${good}`);
      expect(await client.say('MAIL FROM:<binh@backan.gov.vn>')).toBe('550 5.7.1 Sender address is not yours');
      expect(await client.say('MAIL FROM:<anh@backan.gov.vn>')).toBe('250 2.1.0 Sender ok');
    }));
});
