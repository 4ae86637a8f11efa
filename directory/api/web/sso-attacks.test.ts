import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { overTls } from '../api-house.fixture.ts';
import { openSsoHouse, SsoBrowser, type SsoHouse } from './sso.fixture.ts';

// What somebody could send who has no account at the provider, or another's browser, or stands between.
let house: SsoHouse;
let browser: SsoBrowser;

beforeAll(async () => {
  house = await openSsoHouse();
  const { address } = await house.api.house.someone('Nguyễn Thử An', 'Sở Nội vụ');
  house.there.add({ subject: 'an', email: address });
});
afterAll(() => house?.[Symbol.asyncDispose]());
beforeEach(async () => {
  browser = new SsoBrowser(house);
  house.api.logged.length = 0;
  house.there.isAway = false;
  await house.api.asOwner('DELETE FROM sign_in_throttle');
});

async function changed(change: (answer: URLSearchParams) => void): Promise<string> {
  const answer = new URLSearchParams(await browser.fetchAnswer('an'));
  change(answer);
  return `?${answer}`;
}

describe('an answer is refused', () => {
  const answers: readonly (readonly [string, () => Promise<string>])[] = [
    ['with another state', () => changed((answer) => answer.set('state', 'x'.repeat(43)))],
    ['without a state', () => changed((answer) => answer.delete('state'))],
    ['with two states', () => changed((answer) => answer.append('state', 'x'))],
    ['with another code', () => changed((answer) => answer.set('code', `${answer.get('code')}x`))],
    ['of another provider (RFC 9207)', () => changed((answer) => answer.set('iss', 'https://evil.example'))],
    ['that does not say of which provider it is', () => changed((answer) => answer.delete('iss'))],
    ['with nothing', async () => ''],
    ['for another nonce', () => browser.fetchAnswer('an', {}, ({ searchParams }) => searchParams.set('nonce', 'x'.repeat(43)))],
    ['for another verifier', () => browser.fetchAnswer('an', {}, ({ searchParams }) => searchParams.set('code_challenge', 'x'.repeat(43)))],
  ];
  it.each(answers)('%s', async (_, fetchAnswer) => {
    const answer = await browser.finish(await fetchAnswer());
    expect(answer.status).toBe(401);
    expect([...browser.here.cookies.keys()]).toEqual([]);
    expect(house.api.logged).toContainEqual(expect.objectContaining({ event: 'api.sso-refused', kind: 'unauthenticated' }));
  });

  it.each([
    '\0',
    '\ud800',
    '#x',
    '?state[]=x&code=y',
    '?response=eyJhbGciOiJub25lIn0.e30.',
    '?id_token=x&state=y',
    `?state=${'x'.repeat(7_000)}`,
    "?error=<script>&error_description='",
  ])('with nonsense: %j', async (query) => {
    await browser.begin();
    expect([400, 401]).toContain((await browser.finish(query)).status);
    expect(house.api.logged).not.toContainEqual(expect.objectContaining({ event: 'api.fault' }));
  });

  it('longer than any is', async () => {
    await browser.begin();
    expect((await browser.finish(`?code=${'x'.repeat(9_000)}`)).status).toBe(400);
  });

  it('a second time, in the same browser or with its cookie', async () => {
    const query = await browser.fetchAnswer('an');
    const copied = new Map(browser.here.cookies);
    expect((await browser.finish(query)).status).toBe(200);
    expect((await browser.finish(query)).status).toBe(401);
    const thief = new SsoBrowser(house);
    for (const [name, value] of copied) thief.here.cookies.set(name, value);
    expect((await thief.finish(query)).status).toBe(401);
  });

  it('in another browser, one that began too or not', async () => {
    const query = await browser.fetchAnswer('an');
    const other = new SsoBrowser(house);
    expect((await other.finish(query)).status).toBe(401);
    await other.begin();
    expect((await other.finish(query)).status).toBe(401);
    expect(other.here.cookies.has('__Host-congthu')).toBe(false);
  });

  it('with a cookie that was made up or changed', async () => {
    const query = await browser.fetchAnswer('an');
    const sealed = browser.here.cookies.get('__Host-congthu-sso')!;
    for (const forged of ['', 'x', 'A'.repeat(200), `${sealed.slice(0, -4)}AAAA`, `AAAA${sealed.slice(4)}`]) {
      const other = new SsoBrowser(house);
      other.here.cookies.set('__Host-congthu-sso', forged);
      expect((await other.finish(query)).status).toBe(401);
    }
  });

  it('from another site’s page, which cannot begin either', async () => {
    const query = await browser.fetchAnswer('an');
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await browser.here.post('/session/sso/answer', { query }, elsewhere)).status).toBe(403);
    expect((await browser.here.post('/session/sso', {}, elsewhere)).status).toBe(403);
  });

  it('and the network that goes on with it is blocked for a while', async () => {
    for (let tries = 0; tries < 50; tries += 1) await browser.finish('?code=x&state=y');
    expect((await browser.finish('?code=x&state=y')).status).toBe(429);
    expect((await browser.here.post('/session/sso', {})).status).toBe(429);
  }, 30_000);
});

describe('whoever stops at the provider', () => {
  it('is told so, and counted as nobody who guesses', async () => {
    const answer = await browser.signIn('');
    expect([answer.status, await answer.json()]).toMatchObject([403, { detail: 'Bạn đã dừng ở trang đăng nhập một lần (SSO)' }]);
    expect(await house.api.house.rows('SELECT FROM sign_in_throttle')).toEqual([]);
    // Nothing was guessed by it: passwords from that network work on.
    const { throttle } = house.api.web.signIn;
    expect(await throttle.isBlocked(throttle.subjects(null, overTls))).toBe(false);
  });
});

describe('a provider that is away', () => {
  it('is told of, with an id that the log knows, and hinders no password', async () => {
    const person = await house.api.house.someone('Trần Thử Bình', 'Sở Nội vụ');
    await house.api.givePassword(person.accountId, 'mưa phùn tháng giêng 7');
    const query = await browser.fetchAnswer('an');
    house.there.isAway = true;
    const answer = await browser.finish(query);
    const said = (await answer.json()) as { instance: string; detail: string };
    expect([answer.status, said.detail]).toEqual([503, expect.stringContaining('hiện không trả lời')]);
    const requestId = said.instance.replace('urn:uuid:', '');
    expect(house.api.logged).toEqual([expect.objectContaining({ event: 'api.sso-refused', requestId, kind: 'unavailable' })]);
    expect(JSON.stringify(house.api.logged)).not.toContain(new URLSearchParams(query).get('code'));
    const signedIn = await browser.here.post('/session', { address: person.address, password: 'mưa phùn tháng giêng 7' });
    expect(signedIn.status).toBe(200);
    expect(await house.api.house.rows('SELECT FROM sign_in_throttle')).toEqual([]);
  });
});

describe('the cookie of the way there', () => {
  it('is for this host, over TLS, for no script, and for ten minutes', async () => {
    const answer = await browser.here.post('/session/sso', {});
    const [line = ''] = answer.headers.getSetCookie();
    expect(line.startsWith('__Host-congthu-sso=')).toBe(true);
    const attributes = line
      .split('; ')
      .slice(1)
      .map((one) => one.toLowerCase());
    expect(attributes.sort()).toEqual(['httponly', 'max-age=600', 'path=/', 'samesite=strict', 'secure']);
  });
});
