import type { OidcRules } from '#directory/access/oidc/identity.ts';
import type { OidcDeps } from '#directory/access/oidc/oidc-deps.ts';
import { OpenidProvider } from '#directory/access/oidc/openid-provider.ts';
import { BrowserAtProvider, clientId, clientSecret, TestIdentityProvider } from '#test/helpers/identity-provider.ts';
import { openApiHouse, webRules } from '../api-house.fixture.ts';
import { Browser } from './browser.fixture.ts';

export const ownOrigin = 'https://mail.tinh.gov.vn';
const anyRules: OidcRules = { accountClaim: 'email', unverifiedEmail: false, factorAcr: [], factorAmr: ['otp'] };

/** The API, and a single sign-on that its people may come by. */
export async function openSsoHouse({ rules = webRules, oidc: given = {} as Partial<OidcRules>, signsOutThere = false } = {}) {
  const there = await TestIdentityProvider.start({ redirectUris: [`${ownOrigin}/admin/sso`] });
  const provider = new OpenidProvider({
    ...{ issuer: there.issuer, clientId, clientSecret, scopes: ['openid', 'email'] },
    ...anyRules,
    ...given,
  });
  const oidc: OidcDeps = {
    ...{ provider, signsOutThere, label: { vi: 'SSO tỉnh', en: 'Province SSO' } },
    ownAddress: (_, path) => `${ownOrigin}${path}`,
  };
  const api = await openApiHouse({ rules, oidc });
  return {
    ...{ api, there },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await there[Symbol.asyncDispose]();
    },
  };
}

export type SsoHouse = Awaited<ReturnType<typeof openSsoHouse>>;

/** Somebody's browser, here and at the provider. */
export class SsoBrowser {
  readonly here: Browser;
  there = new BrowserAtProvider();

  constructor({ api }: Pick<SsoHouse, 'api'>) {
    this.here = new Browser(api);
  }

  /** Where the provider is asked; `change` is what somebody on the way makes of it. */
  async begin(body: object = {}, change: (address: URL) => void = () => undefined, path = '/session/sso'): Promise<string> {
    const answer = await this.here.post(path, body);
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    const address = new URL(((await answer.json()) as { address: string }).address);
    change(address);
    return address.href;
  }

  /** Whole, but for the answer: what the provider gave the browser to bring. */
  async fetchAnswer(who: string, body: object = {}, change?: (address: URL) => void): Promise<string> {
    return (await this.there.follow(await this.begin(body, change), who)).search;
  }

  finish(query: string, path = '/session/sso/answer'): Promise<Response> {
    return this.here.post(path, { query });
  }

  async signIn(who: string, body: object = {}, change?: (address: URL) => void): Promise<Response> {
    return this.finish(await this.fetchAnswer(who, body, change));
  }

  async stepUp(who: string, change?: (address: URL) => void): Promise<Response> {
    const address = await this.begin({}, change, '/session/step-up/sso');
    return this.finish((await this.there.follow(address, who)).search, '/session/step-up/sso/answer');
  }
}
