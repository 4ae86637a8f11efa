import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepWebSessions } from '#directory/access/web-session/web-session-sql.ts';
import { lockAccount, unlockAccount } from '#directory/people/lock-account.ts';
import type { PersonFacts } from '#directory/people/person-facts-sql.ts';
import { attemptInTransaction } from '#io/database.ts';
import { type ApiHouse, openApiHouse } from '../api-house.fixture.ts';
import { Browser } from './browser.fixture.ts';
import { nameOf } from './names.fixture.ts';

let api: ApiHouse;
let made = 0;
const password = 'mưa phùn tháng giêng 7';

beforeAll(async () => {
  api = await openApiHouse();
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function signedIn(): Promise<{ browser: Browser; person: PersonFacts }> {
  const person = await api.house.someone(nameOf(made++), 'Sở Nội vụ');
  await api.givePassword(person.accountId, password);
  return { person, browser: await again(person) };
}

async function again({ address }: PersonFacts, userAgent = 'Firefox'): Promise<Browser> {
  const browser = new Browser(api);
  expect((await browser.post('/session', { address, password }, { 'user-agent': userAgent })).status).toBe(200);
  return browser;
}

const status = async (browser: Browser) => (await browser.get('/session')).status;

describe('a session is refused', () => {
  it('with a secret, or an id, that is not its own', async () => {
    const { browser } = await signedIn();
    const [id, secret] = browser.cookies.get('__Host-congthu')!.split('.');
    const wrong = [
      `${id}.${'A'.repeat(43)}`,
      `${'A'.repeat(16)}.${secret}`,
      `${id}`,
      `${id}.${secret}x`,
      '',
      `${id}.${secret}`.toUpperCase(),
    ];
    for (const value of wrong) {
      const thief = new Browser(api);
      thief.cookies.set('__Host-congthu', value);
      expect(await status(thief), value).toBe(401);
    }
    const unprefixed = new Browser(api);
    unprefixed.cookies.set('congthu', `${id}.${secret}`);
    expect(await status(unprefixed)).toBe(401);
    expect(await status(browser)).toBe(200);
  });

  it.each([
    ['after half an hour unused', `used_at = now() - interval '31 minutes'`],
    ['after twelve hours, however busy', `created_at = now() - interval '13 hours', ends_at = now() - interval '1 second'`],
  ])('%s', async (_, past) => {
    const { browser, person } = await signedIn();
    await api.asOwner(`UPDATE web_session SET ${past} WHERE account_id = ${person.accountId}`);
    expect(await status(browser)).toBe(401);
    expect(await status(browser)).toBe(401);
  });

  it('for a locked account, and still when it is unlocked again', async () => {
    const { browser, person } = await signedIn();
    const input = { account: { id: person.accountId, address: person.address }, actorAccountId: null, reason: null };
    expect((await attemptInTransaction(api.database, (tx) => lockAccount(tx, input))).ok).toBe(true);
    expect((await attemptInTransaction(api.database, (tx) => unlockAccount(tx, input))).ok).toBe(true);
    expect(await status(browser)).toBe(401);
  });

  it('after somebody else has reset the password', async () => {
    const { browser, person } = await signedIn();
    await api.givePassword(person.accountId, 'một mật khẩu khác 9');
    expect(await status(browser)).toBe(401);
  });

  it('where there is a second factor by now that it has not shown', async () => {
    const { browser, person } = await signedIn();
    await api.asOwner(`INSERT INTO totp (account_id, sealed, confirmed_at) VALUES (${person.accountId}, '\\x00', now())`);
    expect(await status(browser)).toBe(401);
  });

  it('after somebody signed in anew in the same browser, as whomever', async () => {
    const [{ browser }, other] = [await signedIn(), await signedIn()];
    const kept = browser.copy();
    expect((await browser.post('/session', { address: other.person.address, password })).status).toBe(200);
    expect([await status(kept), await status(browser)]).toEqual([401, 200]);
    expect(await (await browser.get('/session')).json()).toMatchObject({ address: other.person.address });
  });

  it('in the clear, from another machine', async () => {
    const { browser } = await signedIn();
    const peer = { address: '203.0.113.9', port: 1, secure: false, loopback: false };
    expect(await status(new Browser(api, { cookies: browser.cookies, peer }))).toBe(403);
  });
});

describe('a session', () => {
  it('goes on while it is used, noted once a minute', async () => {
    const { browser, person } = await signedIn();
    const usedAt = async () =>
      (await api.asOwner(`SELECT used_at FROM web_session WHERE account_id = ${person.accountId}`)).rows[0].used_at as Date;
    const before = await usedAt();
    expect(await status(browser)).toBe(200);
    expect(await usedAt()).toEqual(before);
    await api.asOwner(`UPDATE web_session SET used_at = now() - interval '29 minutes' WHERE account_id = ${person.accountId}`);
    expect(await status(browser)).toBe(200);
    expect((await usedAt()).getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  it('grows idle while only its page asks, with nobody at it', async () => {
    const { browser, person } = await signedIn();
    const past = "used_at = now() - interval '29 minutes'";
    await api.asOwner(`UPDATE web_session SET ${past} WHERE account_id = ${person.accountId}`);
    expect((await browser.get('/units', { 'x-congthu-unattended': '1' })).status).toBe(200);
    await api.asOwner(`UPDATE web_session SET used_at = used_at - interval '2 minutes' WHERE account_id = ${person.accountId}`);
    expect(await status(browser)).toBe(401);
  });

  it('has what its owner’s role allows from the next request on', async () => {
    const { browser, person } = await signedIn();
    expect((await browser.get('/plans')).status).toBe(403);
    const id = await api.directory.assign(person.accountId, 'auditor');
    expect((await browser.get('/plans')).status).toBe(200);
    await api.asOwner(`UPDATE role_assignment SET revoked_at = now() WHERE id = ${id}`);
    expect((await browser.get('/plans')).status).toBe(403);
  });

  it('is one of twenty: the one unused for longest ends', async () => {
    const { browser, person } = await signedIn();
    await api.asOwner(`UPDATE web_session SET used_at = now() - interval '1 minute' WHERE account_id = ${person.accountId}`);
    for (let turn = 0; turn < 19; turn++) await again(person);
    expect(await status(browser)).toBe(200);
    await api.asOwner(
      `UPDATE web_session SET used_at = now() - interval '2 minutes' WHERE id = '${browser.cookies.get('__Host-congthu')!.split('.')[0]}'`,
    );
    const latest = await again(person);
    expect([await status(browser), await status(latest)]).toEqual([401, 200]);
  });

  it('is told of as any sign-in, by which session, and what failed as well', async () => {
    api.heard.length = 0;
    const { browser, person } = await signedIn();
    await new Browser(api).post('/session', { address: person.address, password: 'sai' });
    expect(api.heard).toMatchObject([
      {
        service: 'http',
        accountId: person.accountId,
        signedIn: { ok: true, value: { credential: { kind: 'web-session', id: browser.cookies.get('__Host-congthu')!.split('.')[0] } } },
      },
      { service: 'http', accountId: person.accountId, signedIn: { ok: false, refusal: { kind: 'unauthenticated' } } },
    ]);
    expect(JSON.stringify([api.heard, api.logged])).not.toContain(password);
  });
});

it('what somebody was shown is not kept where others sit down after them', async () => {
  const { browser } = await signedIn();
  for (const path of ['/session', '/me/sessions', '/me/app-passwords', '/units', '/people', '/nowhere'])
    expect((await browser.get(path)).headers.get('cache-control'), path).toBe('no-store');
});

describe('one’s own sessions', () => {
  it('are listed with what they come from, and ended from afar, one or all others', async () => {
    const { browser, person } = await signedIn();
    const phone = await again(person, `Chrome ${'x'.repeat(500)}\u0007<script>`);
    const third = await again(person);
    const { items } = (await (await browser.get('/me/sessions')).json()) as {
      items: { id: string; isThis: boolean; userAgent: string; network: string }[];
    };
    expect(items.map(({ isThis }) => isThis).filter(Boolean)).toHaveLength(1);
    expect(items.every(({ network }) => network === '203.0.113.9')).toBe(true);
    const shown = items.find(({ userAgent }) => userAgent.startsWith('Chrome'))!;
    expect(shown.userAgent).toHaveLength(200);
    expect((await browser.delete(`/me/sessions/${shown.id}`)).status).toBe(204);
    expect([await status(phone), await status(third)]).toEqual([401, 200]);
    expect((await browser.delete(`/me/sessions/${shown.id}`)).status).toBe(404);
    expect(await (await browser.post('/me/sessions/end-others')).json()).toEqual({ ended: 1 });
    expect([await status(third), await status(browser)]).toEqual([401, 200]);
  });

  it('are nobody else’s to see or end', async () => {
    const [mine, other] = [await signedIn(), await signedIn()];
    const id = other.browser.cookies.get('__Host-congthu')!.split('.')[0];
    expect((await mine.browser.delete(`/me/sessions/${id}`)).status).toBe(404);
    expect(await status(other.browser)).toBe(200);
    const { shown } = await api.token(mine.person);
    for (const path of ['/session', '/me/sessions', '/me/app-passwords'])
      expect((await api.ask(path, { token: shown })).status, path).toBe(403);
  });

  it('are forgotten a week after they ended', async () => {
    const { browser, person } = await signedIn();
    await browser.delete('/session');
    const count = async () => (await api.asOwner(`SELECT FROM web_session WHERE account_id = ${person.accountId}`)).rowCount;
    await sweepWebSessions(api.database);
    expect(await count()).toBe(1);
    await api.asOwner(`UPDATE web_session SET ended_at = now() - interval '8 days' WHERE account_id = ${person.accountId}`);
    await sweepWebSessions(api.database);
    expect(await count()).toBe(0);
  });
});
