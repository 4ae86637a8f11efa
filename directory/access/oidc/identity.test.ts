import { describe, expect, it } from 'vitest';
import { identityOf } from './identity.ts';

const rules = { accountClaim: 'email', unverifiedEmail: false, factorAcr: ['urn:loa:2'], factorAmr: ['otp', 'hwk'] };
const token = { iss: 'https://sso.tinh.gov.vn', sub: 'an', email: 'an@tinh.gov.vn', email_verified: true };
const of = (claims: object, more: object = {}, changed: object = {}) =>
  identityOf({ ...token, ...claims }, { ...more }, { ...rules, ...changed });

describe('what the provider says of somebody', () => {
  it('names no account by an address that it has not verified, whatever it writes for true', () => {
    for (const email_verified of [false, undefined, 'true', 1, null])
      expect(of({ email_verified })).toMatchObject({ address: null, noAddress: 'not-verified' });
    expect(of({ email_verified: false }, {}, { unverifiedEmail: true })).toMatchObject({ address: 'an@tinh.gov.vn' });
  });

  it('names none by a claim that is no text, empty or endless', () => {
    for (const email of [undefined, '', 7, ['an@tinh.gov.vn'], { a: 1 }, 'x'.repeat(321)])
      expect(of({ email })).toMatchObject({ address: null, noAddress: 'no-claim' });
  });

  it('is not put together of two places: a verified address of one is not the address of the other', () => {
    expect(of({ email_verified: false }, { email: 'khac@tinh.gov.vn', email_verified: true })).toMatchObject({ noAddress: 'not-verified' });
    expect(of({ email: undefined, email_verified: true }, { email: 'khac@tinh.gov.vn' })).toMatchObject({ noAddress: 'not-verified' });
    expect(of({ email: undefined }, { email: 'khac@tinh.gov.vn', email_verified: true })).toMatchObject({ address: 'khac@tinh.gov.vn' });
  });

  it('may name the account by another claim, of which it verifies nothing', () => {
    const named = of({ upn: 'an.nv@tinh.gov.vn', email_verified: false }, {}, { accountClaim: 'upn' });
    expect(named).toMatchObject({ address: 'an.nv@tinh.gov.vn', noAddress: null });
  });

  it('is a second factor only by values that the installation takes for one, in the ID token', () => {
    for (const claims of [{ acr: 'urn:loa:2' }, { amr: ['pwd', 'hwk'] }]) expect(of(claims).hasFactor).toBe(true);
    for (const claims of [{}, { acr: 'urn:loa:1' }, { acr: ['urn:loa:2'] }, { amr: 'otp' }, { amr: ['pwd', 2] }])
      expect(of(claims).hasFactor).toBe(false);
    expect(of({}, { acr: 'urn:loa:2', amr: ['otp'] }).hasFactor).toBe(false);
    expect(of({ acr: 'urn:loa:2', amr: ['otp'] }, {}, { factorAcr: [], factorAmr: [] }).hasFactor).toBe(false);
  });

  it('says when it asked, or that it does not say', () => {
    expect([of({ auth_time: 1_700_000_000 }).askedAt, of({ auth_time: '1700000000' }).askedAt, of({}).askedAt]).toEqual([
      1_700_000_000,
      null,
      null,
    ]);
  });
});
