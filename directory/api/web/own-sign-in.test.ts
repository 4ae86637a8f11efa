import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '#directory/access/sign-in.ts';
import { unlockAccount } from '#directory/people/lock-account.ts';
import type { PersonFacts } from '#directory/people/person-facts-sql.ts';
import { attemptInTransaction } from '#io/database.ts';
import { type ApiHouse, openApiHouse, overTls } from '../api-house.fixture.ts';
import { Authenticator } from './authenticator.fixture.ts';
import { Browser } from './browser.fixture.ts';
import { nameOf } from './names.fixture.ts';

let api: ApiHouse;
let made = 0;
const password = 'mưa phùn tháng giêng 7';
const problemOf = async (answer: Response) => ((await answer.json()) as { type: string }).type.replace('urn:congthu:problem:', '');

beforeAll(async () => {
  api = await openApiHouse({ rules: { idleMs: 30 * 60_000, absoluteMs: 12 * 60 * 60_000, secondFactorFor: 'administrators' } });
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function someone(role?: 'operator'): Promise<PersonFacts> {
  const person = await api.house.someone(nameOf(made++), 'Sở Nội vụ');
  await api.givePassword(person.accountId, password);
  if (role !== undefined) await api.directory.assign(person.accountId, role);
  return person;
}

async function signedIn({ address }: { address: string }, secret = password): Promise<Browser> {
  const browser = new Browser(api);
  const answer = await browser.post('/session', { address, password: secret });
  expect(await answer.json()).toMatchObject({ state: 'signed-in' });
  return browser;
}

async function withFactor(browser: Browser): Promise<{ authenticator: Authenticator; used: string; recoveryCodes: string[] }> {
  const offered = (await (await browser.post('/me/totp')).json()) as { secret: string; uri: string };
  const authenticator = new Authenticator(offered.uri);
  const used = authenticator.code();
  const confirmed = await browser.post('/me/totp/confirm', { code: used });
  expect(confirmed.status).toBe(200);
  return { authenticator, used, ...((await confirmed.json()) as { recoveryCodes: string[] }) };
}

const byMail = (username: string, secret: string) => signIn(api.web.signIn, { username, password: secret, peer: overTls, service: 'imap' });

/** Whoever sits there showed who they are long ago. */
const provedLongAgo = ({ accountId }: PersonFacts) =>
  api.asOwner(`UPDATE web_session SET proved_at = now() - interval '11 minutes' WHERE account_id = ${accountId}`);

describe('a first password', () => {
  it('opens nothing but its change, and then everything', async () => {
    const person = await someone();
    await api.asOwner(`UPDATE password SET must_change = true WHERE account_id = ${person.accountId}`);
    const browser = await signedIn(person);
    for (const path of ['/units', '/me/sessions', '/me/app-passwords'])
      expect(await problemOf(await browser.get(path)), path).toBe('password-change-needed');
    expect(await problemOf(await browser.post('/me/totp'))).toBe('password-change-needed');
    expect(await (await browser.get('/session')).json()).toMatchObject({ mustChangePassword: true, mustSetUpSecondFactor: false });
    expect((await browser.post('/me/password', { current: password, next: 'hoa ban nở trắng rừng 3' })).status).toBe(204);
    expect((await browser.get('/units')).status).toBe(200);
  });
});

describe('changing the password', () => {
  it('is refused with a wrong one before, a bad one after, and by a token', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    expect(await problemOf(await browser.post('/me/password', { current: 'sai rồi nhé', next: 'hoa ban nở trắng rừng 3' }))).toBe(
      'wrong-proof',
    );
    expect(await problemOf(await browser.post('/me/password', { current: password, next: '12345678' }))).toBe('invalid');
    expect(await problemOf(await browser.post('/me/password', { current: password, next: password }))).toBe('invalid');
    const { shown } = await api.token(person);
    const byToken = await api.ask('/me/password', { token: shown, body: { current: password, next: 'hoa ban nở trắng rừng 3' } });
    expect(byToken.status).toBe(403);
    expect((await browser.get('/session')).status).toBe(200);
  });

  it('ends all sessions but the one it is done in', async () => {
    const person = await someone();
    const [here, elsewhere] = [await signedIn(person), await signedIn(person)];
    expect((await here.post('/me/password', { current: password, next: 'hoa ban nở trắng rừng 3' })).status).toBe(204);
    expect((await elsewhere.get('/session')).status).toBe(401);
    expect((await here.get('/session')).status).toBe(200);
  });
});

describe('whoever administers', () => {
  it('sets up a second factor before anything else', async () => {
    const person = await someone('operator');
    const browser = await signedIn(person);
    expect(await problemOf(await browser.get('/units'))).toBe('second-factor-needed');
    expect(await (await browser.get('/session')).json()).toMatchObject({
      mustSetUpSecondFactor: true,
      secondFactor: { isOn: false, isRequired: true },
    });
    const { recoveryCodes } = await withFactor(browser);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await browser.get('/units')).status).toBe(200);
    expect(await (await browser.get('/session')).json()).toMatchObject({
      mustSetUpSecondFactor: false,
      roles: [{ role: 'operator', unitId: null }],
      secondFactor: { isOn: true, recoveryCodesLeft: 10 },
      session: { proofs: ['password', 'totp'] },
    });
  });

  it('is in that position from the moment that they get a role', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    expect((await browser.get('/units')).status).toBe(200);
    await api.directory.assign(person.accountId, 'auditor');
    expect(await problemOf(await browser.get('/units'))).toBe('second-factor-needed');
  });
});

describe('a second factor', () => {
  it('is asked for after the password, and nothing is open before', async () => {
    const person = await someone();
    const { authenticator } = await withFactor(await signedIn(person));
    const browser = new Browser(api);
    const first = await browser.post('/session', { address: person.address, password });
    expect(await first.json()).toEqual({ state: 'second-factor', factors: ['totp', 'recovery-code'] });
    expect((await browser.get('/session')).status).toBe(401);
    browser.cookies.set('__Host-congthu', browser.cookies.get('__Host-congthu-dang-nhap')!);
    expect((await browser.get('/session')).status).toBe(401);
    expect((await browser.post('/session/second-factor', { totp: authenticator.wrongCode() })).status).toBe(401);
    expect((await browser.post('/session/second-factor', { totp: authenticator.nextCode() })).status).toBe(200);
    expect((await browser.get('/session')).status).toBe(200);
    expect(browser.cookies.has('__Host-congthu-dang-nhap')).toBe(false);
  });

  it('takes each code once: not the one that set it up, nor of two at once both', async () => {
    const person = await someone();
    const { authenticator, used } = await withFactor(await signedIn(person));
    const pending = async () => {
      const browser = new Browser(api);
      await browser.post('/session', { address: person.address, password });
      return browser;
    };
    expect((await (await pending()).post('/session/second-factor', { totp: used })).status).toBe(401);
    const browser = await pending();
    const code = authenticator.nextCode();
    const answers = await Promise.all([browser, browser.copy()].map((one) => one.post('/session/second-factor', { totp: code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('takes each recovery code once, as it was typed', async () => {
    const person = await someone();
    const { recoveryCodes } = await withFactor(await signedIn(person));
    const typed = recoveryCodes[0]!.toUpperCase().replace('-', ' ');
    for (const status of [200, 401]) {
      const browser = new Browser(api);
      await browser.post('/session', { address: person.address, password });
      expect((await browser.post('/session/second-factor', { recoveryCode: typed })).status).toBe(status);
    }
  });

  it('is not guessed: five tries a sign-in, and five for the account, which its passwords’ do not use up', async () => {
    const person = await someone();
    const { authenticator } = await withFactor(await signedIn(person));
    const browser = new Browser(api);
    await browser.post('/session', { address: person.address, password });
    const wrong = () => browser.post('/session/second-factor', { totp: authenticator.wrongCode() });
    for (let turn = 0; turn < 5; turn++) expect((await wrong()).status).toBe(401);
    expect((await wrong()).status).toBe(401);
    const again = new Browser(api);
    expect((await again.post('/session', { address: person.address, password })).status).toBe(200);
    expect((await again.post('/session/second-factor', { totp: authenticator.nextCode() })).status).toBe(429);
    const unlock = { account: { id: person.accountId, address: person.address }, actorAccountId: null, reason: null };
    expect((await attemptInTransaction(api.database, (tx) => unlockAccount(tx, unlock))).ok).toBe(true);
    expect((await again.post('/session/second-factor', { totp: authenticator.nextCode() })).status).toBe(200);
  });

  it('ends every session that the password alone has opened, of mail programs too', async () => {
    const person = await someone();
    const [here, elsewhere] = [await signedIn(person), await signedIn(person)];
    expect((await byMail(person.address, password)).ok).toBe(true);
    await withFactor(here);
    expect((await elsewhere.get('/session')).status).toBe(401);
    expect(await byMail(person.address, password)).toMatchObject({
      refusal: {
        kind: 'unauthenticated',
        message: 'Invalid credentials',
        detail: 'by imap: there is a second factor, it takes an app password',
      },
    });
  });

  it('shuts nobody out of the web whose mail program still has the password', async () => {
    const person = await someone();
    const { authenticator } = await withFactor(await signedIn(person));
    for (let turn = 0; turn < 8; turn++) expect((await byMail(person.address, password)).ok).toBe(false);
    const browser = new Browser(api);
    expect((await browser.post('/session', { address: person.address, password })).status).toBe(200);
    expect((await browser.post('/session/second-factor', { totp: authenticator.nextCode() })).status).toBe(200);
  });

  it('is removed with a recent proof, and mail programs take the password again', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    await withFactor(browser);
    await provedLongAgo(person);
    expect(await problemOf(await browser.delete('/me/totp'))).toBe('step-up-needed');
    expect((await browser.post('/session/step-up', { password })).status).toBe(204);
    expect((await browser.delete('/me/totp')).status).toBe(204);
    expect((await byMail(person.address, password)).ok).toBe(true);
    expect((await browser.delete('/me/totp')).status).toBe(404);
  });

  it('is in the audit as it came and went, by which session, and nothing secret with it', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    const { recoveryCodes } = await withFactor(browser);
    await browser.post('/me/recovery-codes');
    await browser.delete('/me/totp');
    const { rows } = await api.asOwner(
      `SELECT * FROM audit WHERE account_id = ${person.accountId} AND act ~ 'factor|recovery' ORDER BY id`,
    );
    expect(rows.map(({ act, via, peer }) => [act, via, peer])).toEqual(
      ['account.set-up-second-factor', 'account.renew-recovery-codes', 'account.remove-second-factor'].map((act) => [
        act,
        'http',
        overTls.address,
      ]),
    );
    expect(rows.every(({ credential }) => /^web-session [\w-]{16}$/.test(credential))).toBe(true);
    expect(JSON.stringify([rows, api.logged])).not.toContain(recoveryCodes[0]);
  });
});

describe('a step up', () => {
  it('is refused with a wrong password, and slowed as any sign-in', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    await provedLongAgo(person);
    for (let turn = 0; turn < 5; turn++)
      expect(await problemOf(await browser.post('/session/step-up', { password: 'sai rồi' }))).toBe('wrong-proof');
    expect((await browser.post('/session/step-up', { password })).status).toBe(429);
    expect(await problemOf(await browser.post('/me/app-passwords', { label: 'Điện thoại' }))).toBe('step-up-needed');
  });

  it('takes a code as well, once', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    const { authenticator } = await withFactor(browser);
    await provedLongAgo(person);
    const totp = authenticator.nextCode();
    expect((await browser.post('/session/step-up', { totp })).status).toBe(204);
    expect(await problemOf(await browser.post('/session/step-up', { totp }))).toBe('wrong-proof');
    expect((await browser.post('/me/app-passwords', { label: 'Điện thoại' })).status).toBe(201);
  });
});

describe('app passwords', () => {
  it('open mail and never the web; revoked they open nothing', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    const answer = await browser.post('/me/app-passwords', { label: 'Thunderbird ở cơ quan' });
    const { id, userName, password: shown } = (await answer.json()) as Record<string, string>;
    expect(userName).toBe(person.address);
    expect((await byMail(person.address, shown!)).ok).toBe(true);
    expect((await new Browser(api).post('/session', { address: person.address, password: shown })).status).toBe(401);
    expect(await (await browser.get('/me/app-passwords')).json()).toMatchObject({
      items: [{ id, label: 'Thunderbird ở cơ quan', opens: person.address }],
    });
    const stranger = await signedIn(await someone());
    expect((await stranger.delete(`/me/app-passwords/${id}`)).status).toBe(404);
    expect((await browser.delete(`/me/app-passwords/${id}`)).status).toBe(204);
    expect((await byMail(person.address, shown!)).ok).toBe(false);
  });

  it('open no mailbox that one may not read', async () => {
    const browser = await signedIn(await someone());
    const other = await someone();
    expect((await browser.post('/me/app-passwords', { label: 'x', opens: other.accountId })).status).toBe(403);
  });
});

describe('somebody who lost the phone', () => {
  it('is not helped by whoever may not, nor helps themselves', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    await withFactor(browser);
    const path = `/accounts/${person.accountId}/reset-second-factor`;
    const key = { 'idempotency-key': 'a' };
    expect((await browser.post(path, {}, key)).status).toBe(403);
    const stranger = await signedIn(await someone());
    expect((await stranger.post(path, {}, key)).status).toBe(403);
    expect((await browser.get('/session')).status).toBe(200);
  });

  it('is helped by the operator, who shows that it is them; all their sessions end', async () => {
    const [person, operator] = [await someone(), await someone('operator')];
    const lost = await signedIn(person);
    await withFactor(lost);
    const browser = await signedIn(operator);
    await withFactor(browser);
    const reset = (key: string) =>
      browser.post(`/accounts/${person.accountId}/reset-second-factor`, { reason: 'mất điện thoại' }, { 'idempotency-key': key });
    await provedLongAgo(operator);
    expect(await problemOf(await reset('b'))).toBe('step-up-needed');
    expect((await browser.post('/session/step-up', { password })).status).toBe(204);
    expect(await (await reset('b')).json()).toEqual({ id: person.accountId, secondFactor: 'none' });
    expect((await lost.get('/session')).status).toBe(401);
    await signedIn(person);
    expect((await reset('c')).status).toBe(404);
  });
});
