import { describe, expect, it } from 'vitest';
import { checkLocalPart } from './local-part.ts';

describe('checkLocalPart', () => {
  it.each(['', '.tt', 'tt.', 'a..b', 'A', 'đ', 'a b', 'a@b', 'a.-b', 'a\0'])('refuses %j for its shape', (text) =>
    expect(checkLocalPart(text)).toMatchObject({ ok: false, refusal: { kind: 'invalid' } }),
  );

  it('refuses more than 64 octets', () => {
    expect(checkLocalPart('a'.repeat(64)).ok).toBe(true);
    expect(checkLocalPart('a'.repeat(65)).ok).toBe(false);
  });

  it.each(['postmaster', 'abuse', 'admin', 'mailer-daemon', 'no-reply'])('refuses the reserved %s', (text) =>
    expect(checkLocalPart(text)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } }),
  );

  it('refuses what the profile keeps', () => expect(checkLocalPart('congbao', ['congbao']).ok).toBe(false));

  it('takes a duty name inside a unit', () => expect(checkLocalPart('support.tt')).toEqual({ ok: true, value: 'support.tt' }));
});
