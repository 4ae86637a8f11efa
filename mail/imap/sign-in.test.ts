import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  client = await harness.connect();
  await client.line();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('signing in', () => {
  it('refuses what needs a signed-in session', async () => {
    for (const command of ['SELECT INBOX', 'LIST "" *', 'STATUS INBOX (MESSAGES)', 'IDLE', 'ENABLE QRESYNC', 'APPEND INBOX'])
      expect(await client.command('NOOP').then(() => client.command(command))).toEqual(['BAD Sign in first']);
  });

  it('refuses to sign in twice', async () => {
    await client.command('LOGIN an@example.vn secret');
    expect(await client.command('LOGIN an@example.vn secret')).toEqual(['BAD Command not allowed now']);
  });

  it.each([
    ['another authorization identity', base64('root\0an@example.vn\0secret'), 'NO [AUTHORIZATIONFAILED] Acting as another is not allowed'],
    ['no NUL', base64('an@example.vn secret'), 'BAD Malformed PLAIN response'],
    ['not base64', '!!!!', 'BAD Response is not base64'],
    ['a cancel', '*', 'BAD Authentication cancelled'],
    ['a wrong password', base64('\0an@example.vn\0wrong'), 'NO [AUTHENTICATIONFAILED] Name or password is wrong'],
  ])('refuses AUTHENTICATE PLAIN with %s', async (_, response, expected) => {
    client.send('a AUTHENTICATE PLAIN\r\n');
    expect(await client.line()).toBe('+ ');
    client.send(`${response}\r\n`);
    expect(await client.answer('a')).toEqual([expected]);
  });

  it('knows no other mechanism', async () => {
    expect(await client.command('AUTHENTICATE CRAM-MD5')).toEqual(['NO [CANNOT] Mechanism is not supported']);
  });

  it('hangs up after too many wrong passwords', async () => {
    for (let count = 0; count < 2; count += 1) await client.command('LOGIN an@example.vn wrong');
    expect(await client.command('LOGIN an@example.vn wrong')).toEqual([
      '* BYE Too many failed attempts',
      'NO [AUTHENTICATIONFAILED] Name or password is wrong',
    ]);
    expect(await client.rest()).toEqual([]);
  });

  it('takes PLAIN with an initial response', async () => {
    expect((await client.command(`AUTHENTICATE PLAIN ${base64('\0an@example.vn\0secret')}`)).at(-1)).toMatch(/^OK /);
  });

  it('takes LOGIN the SASL mechanism', async () => {
    client.send('a AUTHENTICATE LOGIN\r\n');
    expect(await client.line()).toBe('+ VXNlcm5hbWU6');
    client.send(`${base64('an@example.vn')}\r\n`);
    expect(await client.line()).toBe('+ UGFzc3dvcmQ6');
    client.send(`${base64('secret')}\r\n`);
    expect((await client.answer('a')).at(-1)).toMatch(/^OK /);
  });

  it('takes name and password as literals', async () => {
    client.send('a LOGIN {13}\r\n');
    expect(await client.line()).toBe('+ OK');
    client.send('an@example.vn {6+}\r\nsecret\r\n');
    expect((await client.answer('a')).at(-1)).toMatch(/^OK /);
  });

  it('never logs a password or a SASL response', async () => {
    await client.command('LOGIN an@example.vn hunter2');
    await client.command(`AUTHENTICATE PLAIN ${base64('\0an@example.vn\0secret')}`);
    await client.command('LOGIN an@example.vn secret');
    expect(JSON.stringify(harness.events)).not.toMatch(/hunter2|"secret|AGFu/);
  });

  it('gives the account back when the client goes', async () => {
    await client.command('LOGIN an@example.vn secret');
    expect(harness.backend.openAccounts).toBe(1);
    await client.command('LOGOUT');
    await client.rest();
    await expect.poll(() => harness.backend.openAccounts).toBe(0);
  });

  it('limits connections per account and says so', async () => {
    const small = await startHarness({ limits: { connectionsPerAccountMax: 1 } });
    const first = await small.signedIn();
    const second = await small.connect();
    await second.line();
    expect(await second.command('LOGIN an@example.vn secret')).toEqual(['NO [LIMIT] Too many connections to this account']);
    await first.command('LOGOUT');
    await first.rest();
    await expect.poll(() => small.backend.openAccounts).toBe(0);
    expect((await second.command('LOGIN an@example.vn secret')).at(-1)).toMatch(/^OK /);
    await small[Symbol.asyncDispose]();
  });

  it('serves TLS from the first octet', async () => {
    const secure = await startHarness({ secure: true, plaintext: false });
    const secured = new RawClient(tls.connect({ port: secure.port, host: '127.0.0.1', rejectUnauthorized: false }));
    expect(await secured.line()).toMatch(/AUTH=PLAIN/);
    secured.destroy();
    await secure[Symbol.asyncDispose]();
  });

  it('says who it is', async () => {
    expect(await client.command('ID ("name" "Thunderbird" "version" NIL)')).toEqual(['* ID ("name" "congthu")', 'OK ID completed']);
    expect(await client.command('ID NIL')).toEqual(['* ID ("name" "congthu")', 'OK ID completed']);
    expect(await client.command('ID ("name")')).toEqual(['BAD ID fields come in pairs']);
  });
});
