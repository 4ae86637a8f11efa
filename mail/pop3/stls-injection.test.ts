import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './testing/raw-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ plaintext: false });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('STLS', () => {
  it('drops the connection when a command follows it in the clear', async () => {
    const client = await harness.connect();
    client.send('STLS\r\nUSER an@example.vn\r\nPASS mật khẩu 1\r\n');
    expect(await client.rest()).toEqual([]);
    expect(harness.events.map((event) => event.event)).toContain('pop3.stls-injection');
    expect(harness.backend.attempts).toEqual([]);
  });

  it('drops it also when only part of a command came along', async () => {
    const client = await harness.connect();
    client.send('STLS\r\nU');
    expect(await client.rest()).toEqual([]);
  });

  it('takes nothing sent in the clear after its answer for part of the secured session', async () => {
    const client = await harness.connect();
    expect(await client.command('STLS')).toBe('+OK Begin TLS now');
    client.send('CAPA\r\n');
    expect(await client.rest()).not.toContain('+OK Capability list follows');
  });

  it('is refused twice, after UTF8, and where there is no TLS', async () => {
    const late = await harness.connect();
    await late.command('UTF8');
    expect(await late.command('STLS')).toBe('-ERR STLS must come before UTF8');
    const client = await harness.connect();
    await client.command('STLS');
    await client.upgrade();
    expect(await client.command('STLS')).toBe('-ERR TLS is active already');
    await using without = await startHarness({ tlsOffered: false });
    expect(await (await without.connect()).command('STLS')).toBe('-ERR TLS is not offered here');
  });

  it('forgets the name and the language that were said in the clear', async () => {
    await using open = await startHarness();
    const client = await open.connect();
    await client.command('USER an@example.vn');
    await client.command('LANG vi');
    await client.command('STLS');
    await client.upgrade();
    expect(await client.command('PASS mật khẩu 1')).toBe('-ERR Send USER first');
  });

  it('makes sign-in possible, and announces it only then', async () => {
    const client = await harness.connect();
    const before = await client.list('CAPA');
    expect(before).toContain('STLS');
    expect(before.filter((line) => /^(USER|SASL)/.test(line))).toEqual([]);
    await client.command('STLS');
    await client.upgrade();
    const after = await client.list('CAPA');
    expect(after).toEqual(expect.arrayContaining(['USER', 'SASL PLAIN LOGIN']));
    expect(after).not.toContain('STLS');
    await client.command('USER an@example.vn');
    expect(await client.command('PASS mật khẩu 1')).toMatch(/^\+OK/);
  });

  it('is not needed on the port that speaks TLS from the first octet', async () => {
    await using secure = await startHarness({ plaintext: false, implicitTls: true });
    const client = await secure.connect();
    expect(await client.list('CAPA')).not.toContain('STLS');
    await client.command('USER an@example.vn');
    expect(await client.command('PASS mật khẩu 1')).toMatch(/^\+OK/);
  });
});
