import { describe, expect, it } from 'vitest';
import { base32, counterAt, counterOfCode, hotp, otpauthUri } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

describe('one-time codes', () => {
  it('are those of RFC 4226, appendix D', () => {
    const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];
    expect(codes.map((_, counter) => hotp(secret, counter))).toEqual(codes);
  });

  it('are those of RFC 6238, appendix B, for SHA-1', () => {
    const vectors = [
      [59, '94287082'],
      [1_111_111_109, '07081804'],
      [1_111_111_111, '14050471'],
      [1_234_567_890, '89005924'],
      [2_000_000_000, '69279037'],
      [20_000_000_000, '65353130'],
    ] as const;
    for (const [seconds, code] of vectors) expect(hotp(secret, counterAt(new Date(seconds * 1000)), 8)).toBe(code);
  });

  it('are good for their step, one before and one after, and no longer', () => {
    const now = new Date(1_111_111_111_000);
    const present = counterAt(now);
    const found = [-3, -2, -1, 0, 1, 2, 3].map((steps) => counterOfCode(secret, hotp(secret, present + steps), now));
    expect(found).toEqual([null, null, present - 1, present, present + 1, null, null]);
  });

  it.each(['', '75522', '7552240', '０５０４７１', '-50471', '0x4b5f', '050471 '])('are not %j', (code) => {
    expect(counterOfCode(secret, code, new Date(1_111_111_111_000))).toBeNull();
  });
});

describe('a secret for an authenticator app', () => {
  it('is written in base 32 (RFC 4648 §10)', () => {
    const vectors = ['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'];
    expect(vectors.map((_, length) => base32(Buffer.from('foobar'.slice(0, length))))).toEqual(vectors);
  });

  it('comes with whose it is and what for, in no way that ends the address early', () => {
    const uri = new URL(otpauthUri(secret, { issuer: 'Công Thư: Tỉnh A&B?', address: "o'x&secret=AA@b.vn" }));
    expect(uri.host).toBe('totp');
    expect(decodeURIComponent(uri.pathname)).toBe("/Công Thư: Tỉnh A&B?:o'x&secret=AA@b.vn");
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      ...{ secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', issuer: 'Công Thư: Tỉnh A&B?' },
      ...{ algorithm: 'SHA1', digits: '6', period: '30' },
    });
  });
});
