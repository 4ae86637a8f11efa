import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './testing/raw-client.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ plaintext: false });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('STARTTLS injection', () => {
  it('drops the connection when a command follows STARTTLS in the clear', async () => {
    const client = await harness.connect();
    await client.line();
    client.send('a STARTTLS\r\nb LOGIN an@example.vn secret\r\n');
    expect(await client.rest()).toEqual([]);
    expect(harness.events.map((event) => event.event)).toContain('imap.starttls-injection');
    expect(harness.backend.openAccounts).toBe(0);
  });

  it('drops it also when only part of a command came along', async () => {
    const client = await harness.connect();
    await client.line();
    client.send('a STARTTLS\r\nb');
    expect(await client.rest()).toEqual([]);
  });

  it('takes nothing sent in the clear after its answer for part of the secured session', async () => {
    const client = await harness.connect();
    await client.line();
    expect(await client.command('STARTTLS')).toEqual(['OK Begin TLS now']);
    client.send('b NOOP\r\n');
    expect(await client.rest()).not.toContain('b OK NOOP completed');
  });

  it('offers sign-in only once the connection is secure', async () => {
    const client = await harness.connect();
    expect(await client.line()).toMatch(/STARTTLS LOGINDISABLED\]/);
    expect(await client.command('LOGIN an@example.vn secret')).toEqual(['NO [PRIVACYREQUIRED] Sign in over TLS']);
    expect(await client.command('AUTHENTICATE PLAIN AGFuQGV4YW1wbGUudm4Ac2VjcmV0')).toEqual(['NO [PRIVACYREQUIRED] Sign in over TLS']);
    await client.command('STARTTLS');
    await client.upgrade();
    expect((await client.command('CAPABILITY'))[0]).not.toMatch(/STARTTLS|LOGINDISABLED/);
    expect(await client.command('STARTTLS')).toEqual(['BAD TLS is active already']);
    expect((await client.command('LOGIN an@example.vn secret')).at(-1)).toMatch(/^OK /);
  });
});
