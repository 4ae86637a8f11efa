import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signIn } from '#directory/access/sign-in.ts';
import { BrowserAtProvider } from '#test/helpers/identity-provider.ts';
import { overTls, webRules } from '../api-house.fixture.ts';
import { Authenticator } from './authenticator.fixture.ts';
import { nameOf } from './names.fixture.ts';
import { openSsoHouse, SsoBrowser, type SsoHouse } from './sso.fixture.ts';

// What the provider's word is good for once one is in: second factors, dangerous acts, links, signing out.
let house: SsoHouse;
let browser: SsoBrowser;
let made = 0;

beforeAll(async () => {
  house = await openSsoHouse({ rules: { ...webRules, secondFactorFor: 'administrators' }, signsOutThere: true });
});
afterAll(() => house?.[Symbol.asyncDispose]());
beforeEach(async () => {
  house.there.askedSecondsAgo = 0;
  browser = new SsoBrowser(house);
  await house.api.asOwner('DELETE FROM sign_in_throttle');
});

async function somebody(more: object = {}) {
  const person = await house.api.house.someone(nameOf(made), 'Sở Nội vụ');
  made += 1;
  const subject = `s${made}`;
  house.there.add({ subject, email: person.address, ...more });
  return { ...person, subject };
}

/** Signed in by the provider, which asked just now. */
async function inside(more: object = {}) {
  const person = await somebody(more);
  await browser.signIn(person.subject);
  return person;
}

async function setUpFactor(one = browser): Promise<Authenticator> {
  const { uri } = (await (await one.here.post('/me/totp')).json()) as { uri: string };
  const phone = new Authenticator(uri);
  const confirmed = await one.here.post('/me/totp/confirm', { code: phone.code() });
  expect(confirmed.status).toBe(200);
  return phone;
}
const session = async (one = browser) => (await one.here.get('/session')).json() as Promise<Record<string, unknown>>;
const linksOf = (accountId: number) => house.api.house.rows('SELECT subject FROM oidc_link WHERE account_id = $1', [accountId]);

describe('our second factor', () => {
  it('is asked for as after a password, and only then is the link kept', async () => {
    const person = await inside();
    const phone = await setUpFactor();
    await house.api.asOwner(`DELETE FROM oidc_link WHERE account_id = ${person.accountId}`);
    const later = new SsoBrowser(house);
    expect(await (await later.signIn(person.subject)).json()).toMatchObject({ state: 'second-factor', factors: ['totp', 'recovery-code'] });
    expect((await later.here.get('/session')).status).toBe(401);
    expect(await linksOf(person.accountId)).toEqual([]);
    expect((await later.here.post('/session/second-factor', { totp: phone.wrongCode() })).status).toBe(401);
    expect((await later.here.post('/session/second-factor', { totp: phone.nextCode() })).status).toBe(200);
    expect(await session(later)).toMatchObject({ session: { proofs: ['oidc', 'totp'] } });
    expect(await linksOf(person.accountId)).toEqual([{ subject: person.subject }]);
  });

  it('is not asked for where the provider has seen one that counts', async () => {
    const person = await inside();
    await setUpFactor();
    house.there.add({ subject: person.subject, email: person.address, amr: ['pwd', 'otp'] });
    const later = new SsoBrowser(house);
    expect(await (await later.signIn(person.subject)).json()).toMatchObject({ state: 'signed-in' });
    expect(await session(later)).toMatchObject({ session: { proofs: ['oidc', 'oidc-factor'] }, mustSetUpSecondFactor: false });
  });

  it('is asked for even where the provider has seen one, before the two are linked: whoever was given the address there would have the account', async () => {
    const person = await inside();
    await setUpFactor();
    await house.api.asOwner(`DELETE FROM oidc_link WHERE account_id = ${person.accountId}`);
    house.there.add({ subject: person.subject, email: person.address, amr: ['otp'] });
    const later = new SsoBrowser(house);
    expect(await (await later.signIn(person.subject)).json()).toMatchObject({ state: 'second-factor' });
    expect(await linksOf(person.accountId)).toEqual([]);
  });

  it('is set up by nobody who has the password alone, where its owner comes by the provider', async () => {
    const person = await inside({ amr: ['otp'] });
    await house.api.givePassword(person.accountId, 'một mật khẩu cũ 7');
    const guessed = new SsoBrowser(house);
    expect((await guessed.here.post('/session', { address: person.address, password: 'một mật khẩu cũ 7' })).status).toBe(200);
    const refused = await guessed.here.post('/me/totp');
    expect([refused.status, await refused.json()]).toMatchObject([403, { detail: expect.stringMatching(/SSO|single sign-on/) }]);
    const later = new SsoBrowser(house);
    await later.signIn(person.subject);
    await setUpFactor(later);
  });

  it('is set up first by an administrator, unless the provider has seen one that counts', async () => {
    const person = await somebody();
    await house.api.directory.assign(person.accountId, 'operator', null);
    await browser.signIn(person.subject);
    expect((await session()).mustSetUpSecondFactor).toBe(true);
    expect((await browser.here.get('/units')).status).toBe(403);
    house.there.add({ subject: person.subject, email: person.address, amr: ['otp'] });
    const later = new SsoBrowser(house);
    await later.signIn(person.subject);
    expect((await session(later)).mustSetUpSecondFactor).toBe(false);
    expect((await later.here.get('/units')).status).toBe(200);
  });
});

describe('a first password of somebody who comes by the provider', () => {
  it('opens nothing any more, and hinders nothing: not mail programs when its days are over, not a session', async () => {
    const person = await somebody();
    await house.api.givePassword(person.accountId, 'mật khẩu trên giấy 5');
    await house.api.asOwner(
      `UPDATE password SET must_change = true, changed_at = now() - interval '30 days' WHERE account_id = ${person.accountId}`,
    );
    await browser.signIn(person.subject);
    const made = (await (await browser.here.post('/me/app-passwords', { label: 'Điện thoại' })).json()) as { password: string };
    const passwordRules = { firstPasswordDays: 7, maxAgeMonths: 0, historyMax: 3, changeAt: '' };
    const by = { username: person.address, password: made.password, peer: overTls, service: 'imap' } as const;
    expect(await signIn({ ...house.api.web.signIn, passwordRules }, by)).toMatchObject({ ok: true });
    const paper = new SsoBrowser(house);
    expect((await paper.here.post('/session', { address: person.address, password: 'mật khẩu trên giấy 5' })).status).toBe(401);
    expect((await browser.here.get('/units')).status).toBe(200);
  });
});

describe('a dangerous act', () => {
  const dangerous = (one = browser) => one.here.post('/me/app-passwords', { label: 'Điện thoại' });

  it('takes a proof, since the provider may have let a browser pass that it knew', async () => {
    const person = await somebody();
    house.there.askedSecondsAgo = 3_600;
    await browser.signIn(person.subject);
    expect(await (await dangerous()).json()).toMatchObject({ type: 'urn:congthu:problem:step-up-needed' });
    house.there.askedSecondsAgo = 0;
    expect((await browser.stepUp(person.subject)).status).toBe(204);
    expect((await dangerous()).status).toBe(201);
  });

  it('is not opened by a provider that does not ask again, or does not say when it did', async () => {
    const person = await somebody();
    house.there.askedSecondsAgo = 3_600;
    await browser.signIn(person.subject);
    const silent = await browser.stepUp(person.subject, ({ searchParams }) => {
      searchParams.delete('prompt');
      searchParams.delete('max_age');
    });
    expect(silent.status).toBe(400);
    expect((await dangerous()).status).toBe(403);
  });

  it('is not opened by another’s sign-in at the provider, nor by an answer that was begun to sign in', async () => {
    const [person, other] = [await somebody(), await somebody()];
    await new SsoBrowser(house).signIn(other.subject);
    house.there.askedSecondsAgo = 3_600;
    await browser.signIn(person.subject);
    house.there.askedSecondsAgo = 0;
    browser.there = new BrowserAtProvider();
    const anothers = await browser.stepUp(other.subject);
    expect([anothers.status, await anothers.json()]).toMatchObject([400, { type: 'urn:congthu:problem:wrong-proof' }]);
    const toSignIn = await browser.fetchAnswer(person.subject);
    expect((await browser.finish(toSignIn, '/session/step-up/sso/answer')).status).toBe(400);
    expect((await dangerous()).status).toBe(403);
    expect((await browser.here.get('/session')).status).toBe(200);
  });

  it('is not opened in another session of the same person', async () => {
    const person = await somebody();
    const other = new SsoBrowser(house);
    await browser.signIn(person.subject);
    await other.signIn(person.subject);
    const address = await browser.begin({}, undefined, '/session/step-up/sso');
    const { search } = await browser.there.follow(address, person.subject);
    other.here.cookies.set('__Host-congthu-sso', browser.here.cookies.get('__Host-congthu-sso')!);
    expect((await other.finish(search, '/session/step-up/sso/answer')).status).toBe(400);
  });

  it('answers nobody who is not signed in', async () => {
    for (const path of ['/session/step-up/sso', '/session/step-up/sso/answer'])
      expect((await browser.here.post(path, { query: '' })).status).toBe(401);
  });
});

describe('the link', () => {
  it('is taken away by its owner, with a proof, and what else it opened ends', async () => {
    const person = await inside();
    const other = new SsoBrowser(house);
    house.there.askedSecondsAgo = 3_600;
    await other.signIn(person.subject);
    expect((await other.here.delete('/me/sso')).status).toBe(403);
    expect((await browser.here.delete('/me/sso')).status).toBe(204);
    expect((await browser.here.delete('/me/sso')).status).toBe(404);
    expect((await other.here.get('/session')).status).toBe(401);
    expect(await linksOf(person.accountId)).toEqual([]);
  });

  it('is taken away by an administrator, so that another subject can have it', async () => {
    const person = await inside();
    house.there.add({ subject: `${person.subject}-new`, email: person.address });
    const again = new SsoBrowser(house);
    expect((await again.signIn(`${person.subject}-new`)).status).toBe(401);
    const operator = await house.api.somebody('Hà Văn Sơn', 'operator');
    const path = `/accounts/${person.accountId}`;
    const shown = async () => (await house.api.ask(path, { token: operator.token })).json();
    expect(await shown()).toMatchObject({ hasSso: true });
    const answer = await house.api.ask(`${path}/unlink-sso`, {
      token: operator.token,
      headers: { 'idempotency-key': 'k1' },
      body: { reason: 'Đổi tài khoản SSO' },
    });
    expect([answer.status, await answer.json()]).toEqual([200, { id: person.accountId, hasSso: false }]);
    expect(await shown()).toMatchObject({ hasSso: false });
    expect((await browser.here.get('/session')).status).toBe(401);
    expect((await new SsoBrowser(house).signIn(`${person.subject}-new`)).status).toBe(200);
    expect((await new SsoBrowser(house).signIn(person.subject)).status).toBe(401);
    const [entry] = await house.api.house.rows<{ detail: object }>(
      "SELECT detail FROM audit WHERE act = 'account.unlink-sso' AND account_id = $1",
      [person.accountId],
    );
    expect(entry).toMatchObject({ detail: { reason: 'Đổi tài khoản SSO', links: [{ subject: person.subject }], endedSessions: 1 } });
  });
});

describe('what ends access', () => {
  it('ends such a session too: a lock, and a first password', async () => {
    const [person, other] = [await somebody(), await somebody()];
    await browser.signIn(person.subject);
    await house.api.directory.set(person.accountId, 'locked');
    expect((await browser.here.get('/session')).status).toBe(401);
    const second = new SsoBrowser(house);
    await second.signIn(other.subject);
    await house.api.givePassword(other.accountId, 'mưa phùn tháng giêng 7');
    expect((await second.here.get('/session')).status).toBe(401);
  });
});

describe('signing out', () => {
  it('goes on to sign out at the provider, where the installation wants it, and only for who came by it', async () => {
    const person = await inside();
    const answer = await browser.here.delete('/session');
    const { goOnAt } = (await answer.json()) as { goOnAt: string };
    const { origin, searchParams } = new URL(goOnAt);
    expect([answer.status, origin, Object.fromEntries(searchParams)]).toEqual([
      ...[200, house.there.issuer],
      { client_id: 'congthu', post_logout_redirect_uri: 'https://mail.tinh.gov.vn/admin/' },
    ]);
    expect((await browser.here.get('/session')).status).toBe(401);
    await house.api.givePassword(person.accountId, 'mưa phùn tháng giêng 7');
    await browser.here.post('/session', { address: person.address, password: 'mưa phùn tháng giêng 7' });
    expect((await browser.here.delete('/session')).status).toBe(204);
  });
});
