import { afterEach, describe, expect, it } from 'vitest';
import { refusal } from '#kernel/refusal.ts';
import { type Harness, type HarnessOptions, startHarness } from './testing/raw-client.ts';

let harness: Harness;
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});
async function connect(options: HarnessOptions = {}) {
  harness = await startHarness(options);
  return harness.connect();
}
const base64 = (text: string) => Buffer.from(text).toString('base64');
const plain = base64('\0an@example.vn\0mật khẩu 1');

describe('sign-in that is refused', () => {
  it.each([
    ['unauthenticated', 'AUTH', 'Invalid credentials'],
    ['forbidden', 'AUTH', 'Not permitted'],
    ['throttled', 'LOGIN-DELAY', 'Too many attempts, try again later'],
    ['unavailable', 'SYS/TEMP', 'Not possible at the moment, try again later'],
    ['conflict', 'IN-USE', 'Another POP3 session has this mailbox open'],
    ['not-found', 'SYS/PERM', 'There is no such mailbox'],
  ] as const)('as %s says [%s]', async (kind, code, text) => {
    const client = await connect();
    harness.backend.refusesSignIn = refusal(kind, 'not for the client', 'detail');
    await client.command('USER an@example.vn');
    expect(await client.command('PASS x')).toBe(`-ERR [${code}] ${text}`);
    expect(await client.command(`AUTH PLAIN ${plain}`)).toBe(`-ERR [${code}] ${text}`);
  });

  it('names the mailbox again before another password', async () => {
    const client = await connect();
    expect(await client.command('PASS mật khẩu 1')).toBe('-ERR Send USER first');
    await client.command('USER an@example.vn');
    await client.command('PASS wrong');
    expect(await client.command('PASS mật khẩu 1')).toBe('-ERR Send USER first');
  });

  it('ends the connection after three attempts', async () => {
    const client = await connect();
    for (const _attempt of [1, 2, 3]) {
      await client.command('USER an@example.vn');
      expect(await client.command('PASS wrong')).toBe('-ERR [AUTH] Invalid credentials');
    }
    expect(await client.line()).toBeNull();
  });

  it('shuts a second session out while the first lives', async () => {
    const client = await connect();
    await harness.signedIn();
    await client.command('USER an@example.vn');
    expect(await client.command('PASS mật khẩu 1')).toBe('-ERR [IN-USE] Another POP3 session has this mailbox open');
    expect(await client.command('QUIT')).toBe('+OK Goodbye');
  });

  it('in the clear is not even tried', async () => {
    const client = await connect({ plaintext: false });
    for (const command of ['USER an@example.vn', 'PASS mật khẩu 1', `AUTH PLAIN ${plain}`, 'AUTH LOGIN', 'AUTH'])
      expect(await client.command(command)).toBe('-ERR Sign in over TLS');
    expect(await client.list('CAPA')).not.toContain('USER');
    expect(harness.backend.attempts).toEqual([]);
  });

  it.each([
    ['AUTH CRAM-MD5', '-ERR Mechanism is not supported'],
    ['AUTH PLAIN a b', '-ERR Malformed command'],
    ['AUTH PLAIN !', '-ERR Malformed authentication response'],
    [`AUTH PLAIN ${base64('an\0secret')}`, '-ERR Malformed authentication response'],
    [`AUTH PLAIN ${base64('\0\0secret')}`, '-ERR Malformed authentication response'],
    [`AUTH PLAIN ${Buffer.from('\0\xe1\0x', 'latin1').toString('base64')}`, '-ERR Malformed authentication response'],
    [`AUTH PLAIN ${base64('binh@example.vn\0an@example.vn\0mật khẩu 1')}`, '-ERR [AUTH] Acting as another is not allowed'],
    ['USER', '-ERR Malformed command'],
    ['USER  ', '-ERR Malformed command'],
  ])('%s is answered %s', async (command, answer) => {
    const client = await connect();
    expect(await client.command(command)).toBe(answer);
    expect(harness.backend.attempts).toEqual([]);
  });

  it('that is cancelled or broken off leaves the session as it was', async () => {
    const client = await connect();
    expect(await client.command('AUTH PLAIN')).toBe('+ ');
    expect(await client.command('*')).toBe('-ERR Authentication cancelled');
    expect(await client.command('AUTH LOGIN')).toBe('+ VXNlcm5hbWU6');
    expect(await client.command('!')).toBe('-ERR Malformed authentication response');
    expect(await client.command(`AUTH PLAIN ${plain}`)).toMatch(/^\+OK/);
  });

  it('writes no password to the log', async () => {
    const client = await connect();
    await client.command('USER an@example.vn');
    await client.command('PASS topsecret');
    await client.command(`AUTH PLAIN ${base64('\0an@example.vn\0topsecret')}`);
    const written = JSON.stringify(harness.events);
    expect(written).toContain('pop3.sign-in-refused');
    expect(written).not.toMatch(/topsecret|dG9wc2VjcmV0/);
  });
});

describe('sign-in', () => {
  it('takes a password with spaces and Vietnamese letters', async () => {
    const client = await connect();
    harness.backend.password = '  mật  khẩu ';
    await client.command('USER an@example.vn');
    expect(await client.command('PASS   mật  khẩu ')).toBe('+OK Mailbox has 0 messages (0 octets)');
  });

  it('takes PLAIN with an initial response, with none, and with the own name as authorization identity', async () => {
    await connect();
    for (const commands of [
      [`AUTH PLAIN ${plain}`],
      ['auth plain', plain],
      [`AUTH PLAIN ${base64('an@example.vn\0an@example.vn\0mật khẩu 1')}`],
    ]) {
      const client = await harness.connect();
      let reply: string | null = null;
      for (const command of commands) reply = await client.command(command);
      expect(reply).toBe('+OK Mailbox has 0 messages (0 octets)');
      await client.command('QUIT');
    }
  });

  it('takes LOGIN with and without an initial response', async () => {
    await connect();
    for (const commands of [
      ['AUTH LOGIN', base64('an@example.vn'), base64('mật khẩu 1')],
      [`AUTH LOGIN ${base64('an@example.vn')}`, base64('mật khẩu 1')],
    ]) {
      const client = await harness.connect();
      let reply: string | null = null;
      for (const command of commands) reply = await client.command(command);
      expect(reply).toMatch(/^\+OK Mailbox/);
      await client.command('QUIT');
    }
  });

  it('tells which mechanisms there are when AUTH stands alone', async () => {
    const client = await connect();
    expect(await client.list('AUTH')).toEqual(['+OK Mechanisms follow', 'PLAIN', 'LOGIN']);
  });

  it('answers USER alike for every name', async () => {
    const client = await connect();
    expect(await client.command('USER nobody@example.vn')).toBe('+OK Send the password');
  });
});
