import { describe, expect, it } from 'vitest';
import type { AccountId } from '#kernel/ids.ts';
import { makeVerifiedCache } from './verified-cache.ts';

const proof = { accountId: 1 as AccountId, phc: '$argon2id$a', password: 'mật khẩu' };

describe('the cache of verified passwords', () => {
  it('does not know another password, account or stored hash', () => {
    const cache = makeVerifiedCache();
    cache.add(proof);
    expect(cache.has({ ...proof, password: 'mat khau' })).toBe(false);
    expect(cache.has({ ...proof, accountId: 2 as AccountId })).toBe(false);
    expect(cache.has({ ...proof, phc: '$argon2id$b' })).toBe(false);
  });

  it('forgets with time, and everything when cleared', () => {
    const short = makeVerifiedCache({ keptMsMax: 0, entriesMax: 10 });
    short.add(proof);
    expect(short.has(proof)).toBe(false);
    const cleared = makeVerifiedCache();
    cleared.add(proof);
    cleared.clear();
    expect(cleared.has(proof)).toBe(false);
  });

  it('forgets the oldest when it is full', () => {
    const cache = makeVerifiedCache({ keptMsMax: 60_000, entriesMax: 2 });
    for (const password of ['1', '2', '1', '3']) cache.add({ ...proof, password });
    expect(['1', '2', '3'].map((password) => cache.has({ ...proof, password }))).toEqual([true, false, true]);
  });

  it('knows the password however its letters are composed', () => {
    const cache = makeVerifiedCache();
    cache.add(proof);
    expect(cache.has({ ...proof, password: proof.password.normalize('NFD') })).toBe(true);
  });
});
