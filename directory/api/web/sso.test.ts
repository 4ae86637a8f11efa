import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BrowserAtProvider } from '#test/helpers/identity-provider.ts';
import { nameOf } from './names.fixture.ts';
import { openSsoHouse, SsoBrowser, type SsoHouse } from './sso.fixture.ts';

let house: SsoHouse;
let browser: SsoBrowser;
let made = 0;

beforeAll(async () => {
  house = await openSsoHouse();
});
afterAll(() => house?.[Symbol.asyncDispose]());
beforeEach(() => {
  browser = new SsoBrowser(house);
  house.api.logged.length = 0;
});

/** Somebody here, whom the provider knows by the same address. */
async function somebody(more: object = {}) {
  const person = await house.api.house.someone(nameOf(made), 'Sở Nội vụ');
  made += 1;
  const subject = `s${made}`;
  house.there.add({ subject, email: person.address, ...more });
  return { ...person, subject };
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

const entries = (accountId: number, act: string) =>
  house.api.house.rows<{ detail: Record<string, unknown> }>('SELECT detail FROM audit WHERE account_id = $1 AND act = $2 ORDER BY id', [
    accountId,
    act,
  ]);
const setLocalPart = ({ address }: Somebody, to: string) =>
  house.api.asOwner(`UPDATE address SET local_part = '${to}' WHERE local_part = '${address.split('@')[0]}'`);
const whoAmI = async (one = browser) => (await one.here.get('/session')).json() as Promise<Record<string, unknown>>;

describe('the identity provider signs in', () => {
  it('whoever has its verified address here, with or without a password, to where they wanted to be', async () => {
    const person = await somebody();
    const answer = await browser.signIn(person.subject, { returnTo: '/admin/people?q=an#top' });
    expect([answer.status, await answer.json()]).toEqual([200, { state: 'signed-in', returnTo: '/admin/people?q=an#top' }]);
    expect(await whoAmI()).toMatchObject({ address: person.address, session: { proofs: ['oidc'] }, mustChangePassword: false });
    expect([...browser.here.cookies.keys()]).toEqual(['__Host-congthu']);
    expect(house.api.heard.at(-1)).toMatchObject({ accountId: person.accountId, signedIn: { ok: true } });
    expect(await entries(person.accountId, 'account.link-sso')).toEqual([
      { detail: { issuer: house.there.issuer, subject: person.subject } },
    ]);
  });

  it('by an alias, and however the address is written', async () => {
    const person = await somebody();
    await house.api.asOwner(`INSERT INTO address (account_id, local_part, domain_id, kind)
      SELECT account_id, 'alias' || local_part, domain_id, 'alias' FROM address WHERE account_id = ${person.accountId} AND kind = 'primary'`);
    house.there.add({ subject: person.subject, email: `ALIAS${person.address.toUpperCase()}` });
    expect((await browser.signIn(person.subject)).status).toBe(200);
    expect(await whoAmI()).toMatchObject({ address: person.address });
  });

  it('the account that was linked, whatever its address is there now', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await browser.signIn(one.subject);
    house.there.add({ subject: one.subject, email: other.address });
    const again = new SsoBrowser(house);
    expect((await again.signIn(one.subject)).status).toBe(200);
    expect(await whoAmI(again)).toMatchObject({ accountId: one.accountId });
    house.there.add({ subject: one.subject, email: 'no longer one', isVerified: false });
    const third = new SsoBrowser(house);
    expect((await third.signIn(one.subject)).status).toBe(200);
    expect(await whoAmI(third)).toMatchObject({ accountId: one.accountId });
    await setLocalPart(one, 'doiten1');
    expect((await new SsoBrowser(house).signIn(one.subject)).status).toBe(200);
    expect(await entries(one.accountId, 'account.link-sso')).toHaveLength(1);
  });

  it('and shows how in the list of sessions', async () => {
    const person = await somebody();
    await browser.signIn(person.subject);
    expect(await (await browser.here.get('/me/sessions')).json()).toMatchObject({ items: [{ isThis: true, proofs: ['oidc'] }] });
    expect(await (await browser.here.get('/me/sso')).json()).toMatchObject({ label: 'SSO tỉnh', links: [{ issuer: house.there.issuer }] });
  });

  it('and ends the session that the browser had', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await browser.signIn(one.subject);
    const kept = browser.here.copy();
    browser.here.cookies.delete('__Host-congthu-sso');
    const second = new SsoBrowser(house);
    second.here.cookies.set('__Host-congthu', browser.here.cookies.get('__Host-congthu')!);
    expect((await second.signIn(other.subject)).status).toBe(200);
    expect((await kept.get('/session')).status).toBe(401);
  });

  it('with a public note of the button, in both languages', async () => {
    expect(await (await house.api.ask('/session/ways')).json()).toEqual({ sso: { label: 'SSO tỉnh' } });
    const english = await house.api.ask('/session/ways', { headers: { 'accept-language': 'en' } });
    expect(await english.json()).toEqual({ sso: { label: 'Province SSO' } });
  });

  it('with PKCE, a nonce and a state, none of them twice', async () => {
    const [first, second] = [new URL(await browser.begin()), new URL(await browser.begin())].map(({ searchParams }) => searchParams);
    expect(Object.fromEntries(first!)).toMatchObject({
      ...{ response_type: 'code', response_mode: 'query', code_challenge_method: 'S256', scope: 'openid email' },
      redirect_uri: 'https://mail.tinh.gov.vn/admin/sso',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first!.get(name)).toMatch(/^[\w-]{43}$/);
      expect(first!.get(name)).not.toBe(second!.get(name));
    }
  });

  it('after its keys have changed: the next to begin, at the latest', async () => {
    const person = await somebody();
    await browser.signIn(person.subject);
    await house.there.changeKeys();
    await new SsoBrowser(house).signIn(person.subject);
    expect((await new SsoBrowser(house).signIn(person.subject)).status).toBe(200);
  });
});

describe('whoever is nobody here', () => {
  it('may come as somebody else: the provider asks anew', async () => {
    const [stranger, person] = [await somebody({ email: 'la@noikhac.vn' }), await somebody()];
    await browser.signIn(stranger.subject);
    expect(new URL(await browser.begin({ anew: true })).searchParams.get('prompt')).toBe('login');
    browser.there = new BrowserAtProvider();
    expect((await browser.signIn(person.subject, { anew: true })).status).toBe(200);
  });

  it('is stopped after some tries, and nobody else of the same network', async () => {
    const [stranger, person] = [await somebody({ email: 'la@noikhac.vn' }), await somebody()];
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await browser.signIn(stranger.subject)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await new SsoBrowser(house).signIn(person.subject)).status).toBe(200);
  });
});

describe('nobody is sent elsewhere', () => {
  it.each([
    'https://evil.example/admin/',
    '//evil.example/admin/',
    '/\\evil.example',
    '/admin/..//evil.example',
    '/admin/\t//evil.example',
    '/admin/%5c../x\\',
    'javascript:alert(1)',
    '/api/v1/session',
    '/admin/sso?code=x',
    'admin/people',
    '',
  ])('by %j', async (returnTo) => {
    const person = await somebody();
    expect(await (await browser.signIn(person.subject, { returnTo })).json()).toEqual({ state: 'signed-in', returnTo: '/admin/' });
  });
});

describe('the identity provider opens nothing, and says why to nobody outside', () => {
  const told: unknown[] = [];
  const refusals: readonly (readonly [why: string, make: () => Promise<Somebody>])[] = [
    ['not-verified', () => somebody({ isVerified: false })],
    ['unknown', () => somebody({ email: 'khongco@tinh.gov.vn' })],
    ['no-address', () => somebody({ email: 'không là địa chỉ' })],
    [
      'locked',
      async () => {
        const person = await somebody();
        await house.api.directory.set(person.accountId, 'locked');
        return person;
      },
    ],
    [
      'closed',
      async () => {
        const person = await somebody();
        await new SsoBrowser(house).signIn(person.subject);
        await house.api.directory.set(person.accountId, 'closed');
        return person;
      },
    ],
    [
      'linked-to-another',
      async () => {
        const person = await somebody();
        await new SsoBrowser(house).signIn(person.subject);
        house.there.add({ subject: `${person.subject}-new`, email: person.address });
        return { ...person, subject: `${person.subject}-new` };
      },
    ],
    [
      'unit',
      async () => {
        const [unit] = await house.api.house.rows<{ address: string }>(`SELECT local_part || '@tinh.gov.vn' AS address FROM address
          WHERE account_id = ${house.api.house.mailboxes.nv} AND kind = 'primary'`);
        return somebody({ email: unit!.address });
      },
    ],
  ];

  it.each(refusals)('%s', async (why, make) => {
    const { subject } = await make();
    const answer = await browser.signIn(subject);
    const said = (await answer.json()) as { instance: string };
    told.push([answer.status, { ...said, instance: '' }]);
    expect(told.at(-1)).toEqual(told[0]);
    expect(answer.status).toBe(401);
    expect([...browser.here.cookies.keys()]).toEqual([]);
    const requestId = said.instance.replace('urn:uuid:', '');
    expect(house.api.logged).toContainEqual(expect.objectContaining({ event: 'api.sso-refused', requestId, why: `sso: ${why}` }));
    const [entry] = await house.api.house.rows<{ detail: object; via: string }>(
      "SELECT detail, via FROM audit WHERE act = 'session.refuse-sso' ORDER BY id DESC LIMIT 1",
    );
    expect(entry).toMatchObject({ via: 'http', detail: { why, subject, issuer: house.there.issuer } });
  });
});
