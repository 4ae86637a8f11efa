import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeChallenge, openChallenge } from './challenge.ts';
import { passkeyLimits } from './limits.ts';

const key = randomBytes(32);
const use = { purpose: 'sign-in', place: 'trang-1' } as const;
const now = new Date('2026-07-01T00:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const shown = makeChallenge(key, use, now).toString('base64url');

describe('a challenge is not taken', () => {
  it.each<[string, Parameters<typeof openChallenge>]>([
    ['for another purpose', [key, { ...use, purpose: 'step-up' }, shown, now]],
    ['in another place', [key, { ...use, place: 'trang-2' }, shown, now]],
    ['under another key', [randomBytes(32), use, shown, now]],
    ['when it is over', [key, use, shown, after(passkeyLimits.challengeMs)]],
    ['cut off', [key, use, shown.slice(0, -4), now]],
    ['with more behind it', [key, use, `${shown}AAAA`, now]],
    ['that is nothing', [key, use, '', now]],
  ])('%s', (_, asked) => {
    expect(openChallenge(...asked)).toBeNull();
  });

  it('with any octet changed: not its end either', () => {
    const octets = Buffer.from(shown, 'base64url');
    for (const at of octets.keys()) {
      const changed = Buffer.from(octets);
      changed[at]! ^= 1;
      expect(openChallenge(key, use, changed.toString('base64url'), now), `${at}`).toBeNull();
    }
  });
});

it('is good for five minutes, and like no other', () => {
  const opened = openChallenge(key, use, shown, after(passkeyLimits.challengeMs - 1));
  expect(opened?.endsAt).toEqual(after(passkeyLimits.challengeMs));
  const other = openChallenge(key, use, makeChallenge(key, use, now).toString('base64url'), now);
  expect(other?.nonce.equals(opened!.nonce)).toBe(false);
});

it('is made under no short key', () => {
  expect(() => makeChallenge(Buffer.alloc(8), use, now)).toThrow(RangeError);
});
