import { describe, expect, it } from 'vitest';
import { loadConfig } from './load.ts';

const given = { issuer: 'https://sso.tinh.gov.vn', clientId: 'congthu' };
const load = (oidc: object) => loadConfig(undefined, {}, { web: { oidc } });

describe('the identity provider in the configuration', () => {
  it.each([
    ['http elsewhere than on this machine', { issuer: 'http://sso.tinh.gov.vn' }, /web\.oidc\.issuer: must be an https address/],
    ['an address with a query', { issuer: 'https://sso.tinh.gov.vn/?a=b' }, /web\.oidc\.issuer/],
    ['an address with a password', { issuer: 'https://a:b@sso.tinh.gov.vn/' }, /web\.oidc\.issuer/],
    ['no address', { issuer: 'sso' }, /web\.oidc\.issuer/],
    ['two secrets', { clientSecret: 'a', clientSecretFile: '/b' }, /either clientSecret or clientSecretFile/],
    ['no scope openid', { scopes: ['email'] }, /openid is one of them/],
    ['two scopes in one', { scopes: ['openid email'] }, /must be a scope/],
    ['no client', { clientId: '' }, /web\.oidc\.clientId/],
  ])('is refused with %s', async (_, wrong, told) => {
    await expect(load({ ...given, ...wrong })).rejects.toThrow(told);
  });

  it('is none by default, and asks for verified addresses and our own second factor where it is given', async () => {
    expect((await loadConfig(undefined, {})).web.oidc).toBeUndefined();
    const { oidc } = (await load({ ...given, issuer: 'http://127.0.0.1:8080/realms/a' })).web;
    expect(oidc).toMatchObject({ accountClaim: 'email', unverifiedEmail: false, factorAcr: [], factorAmr: [], signOutThere: false });
  });

  it('takes its secret from the environment', async () => {
    const { web } = await loadConfig(undefined, { CONGTHU_WEB_OIDC_CLIENT_SECRET: 'abc' }, { web: { oidc: given } });
    expect(web.oidc?.clientSecret).toBe('abc');
  });
});
