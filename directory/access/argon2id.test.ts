import { describe, expect, it } from 'vitest';
import { hashPassword, makeArgon2id } from './argon2id.ts';
import { formatPhc, parsePhc } from './phc.ts';

const cheap = { memoryKib: 64, passes: 1, lanes: 1 };
const argon2id = makeArgon2id({ parameters: cheap });

const hashOf = async (password: string, made = argon2id) => {
  const hashed = await made.hash(password);
  if (!hashed.ok) throw new Error(hashed.refusal.message);
  return hashed.value;
};

describe('argon2id', () => {
  it('refuses another password', async () => {
    expect(await argon2id.verify(await hashOf('đúng mật khẩu'), 'sai mật khẩu')).toEqual({ ok: true, value: false });
  });

  it('says no for nobody, whatever the password', async () => {
    expect(await argon2id.verify(null, '')).toEqual({ ok: true, value: false });
  });

  it('throws on a stored hash that is something else', async () => {
    await expect(argon2id.verify('$2b$10$abc', 'x')).rejects.toThrow('not argon2id');
  });

  it('refuses as throttled when too many wait', async () => {
    const narrow = makeArgon2id({ parameters: cheap, atOnceMax: 1, waitingMax: 1 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => narrow.verify(null, 'x')));
    expect(answers.map((answer) => (answer.ok ? 'ran' : answer.refusal.kind))).toEqual([
      'ran',
      'ran',
      'throttled',
      'throttled',
      'throttled',
    ]);
  });

  it('accepts the password however its letters were composed', async () => {
    expect(await argon2id.verify(await hashOf('mật khẩu'.normalize('NFD')), 'mật khẩu'.normalize('NFC'))).toEqual({
      ok: true,
      value: true,
    });
  });

  it('makes a different hash each time, in PHC form with the parameters of today', async () => {
    const [one, other] = [await hashOf('x'), await hashOf('x')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
  });

  it('verifies a hash of other parameters and says that it wants making anew', async () => {
    const older = await hashOf('x', makeArgon2id({ parameters: { memoryKib: 128, passes: 2, lanes: 2 } }));
    expect(await argon2id.verify(older, 'x')).toEqual({ ok: true, value: true });
    expect(argon2id.needsRehash(older)).toBe(true);
    expect(argon2id.needsRehash(await hashOf('x'))).toBe(false);
  });

  it('hashes with the parameters that OWASP recommends unless told otherwise', async () => {
    const made = await hashPassword('mật khẩu');
    expect(made).toContain('$m=19456,t=2,p=1$');
    expect(await makeArgon2id().verify(made, 'mật khẩu')).toEqual({ ok: true, value: true });
  });

  // Made by the reference implementation: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1` (its own test vector).
  it('verifies what the reference implementation made', async () => {
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await argon2id.verify(reference, 'password')).toEqual({ ok: true, value: true });
  });
});

describe('PHC strings', () => {
  it.each([
    ['another algorithm', '$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'],
    ['another version', '$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'],
    ['four gigabytes of memory', '$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'],
    ['a thousand passes', '$argon2id$v=19$m=64,t=1000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'],
    ['too little memory a lane', '$argon2id$v=19$m=8,t=1,p=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'],
    ['a short tag', '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXP'],
    ['a line end after it', '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc\n'],
  ])('are refused with %s', (_what, text) => {
    expect(parsePhc(text)).toBeNull();
  });

  it('come back as they were', () => {
    const text = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(formatPhc(parsePhc(text)!)).toBe(text);
  });
});
