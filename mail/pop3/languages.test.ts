import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './testing/raw-client.ts';
import { english } from './wording-en.ts';
import { vietnamese } from './wording-vi.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('CAPA, LANG and UTF8', () => {
  it('lists what the server can do', async () => {
    const client = await harness.signedIn();
    const expected = [
      ...['+OK Capability list follows', 'TOP', 'UIDL', 'PIPELINING', 'RESP-CODES', 'AUTH-RESP-CODE', 'EXPIRE NEVER', 'UTF8 USER', 'LANG'],
      ...['STLS', 'USER', 'SASL PLAIN LOGIN', 'IMPLEMENTATION Cong-Thu'],
    ];
    expect(await client.list('CAPA')).toEqual(expected);
    expect(await (await harness.connect()).list('capa')).toEqual(expected);
  });

  it('does not speak a language it does not know, and keeps the one it had', async () => {
    const client = await harness.connect();
    await client.command('LANG vi');
    expect(await client.command('LANG fr')).toBe('-ERR Không có ngôn ngữ này');
    expect(await client.command('LANG -')).toBe('-ERR Không có ngôn ngữ này');
  });

  it('speaks Vietnamese and English, before and after sign-in, the codes the same', async () => {
    const client = await harness.connect();
    expect(await client.list('LANG')).toEqual([
      '+OK Language listing follows',
      'vi Tiếng Việt',
      'en English',
      'i-default Default language',
    ]);
    expect(await client.command('LANG vi-VN')).toBe('+OK vi Tiếng Việt');
    await client.command('USER an@example.vn');
    expect(await client.command('PASS wrong')).toBe('-ERR [AUTH] Sai tên đăng nhập hoặc mật khẩu');
    await client.command('USER an@example.vn');
    expect(await client.command('PASS mật khẩu 1')).toBe('+OK Hộp thư có 0 thư (0 octet)');
    expect(await client.command('LANG EN')).toBe('+OK en English');
    expect(await client.command('NOOP')).toBe('+OK Nothing to do');
    expect(await client.command('LANG *')).toBe('+OK vi Tiếng Việt');
    expect(await client.command('LANG i-default')).toBe('+OK i-default Default language');
  });

  it('says one line in every language, by default in ASCII', () => {
    const texts = (words: typeof english) =>
      [...Object.values(words), ...Object.values(words.refusals)].filter((text) => typeof text === 'string');
    for (const text of texts(english)) expect(text).toMatch(/^[\x20-\x7e]+$/);
    for (const text of texts(vietnamese)) expect(text).toMatch(/^[^\x00-\x1f\x7f]+$/);
  });

  it('takes UTF8 before sign-in', async () => {
    const client = await harness.connect();
    expect(await client.command('UTF8')).toBe('+OK UTF8 enabled');
    expect(await client.command('UTF8 x')).toBe('-ERR Malformed command');
  });
});
