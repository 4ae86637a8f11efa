import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '#directory/access/sign-in.ts';
import { type Lies, SoftwareAuthenticator } from '#directory/access/web-session/passkeys/software-authenticator.fixture.ts';
import { sweepWebSessions } from '#directory/access/web-session/web-session-sql.ts';
import { lockAccount, unlockAccount } from '#directory/people/lock-account.ts';
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

async function signedIn({ address }: { address: string }): Promise<Browser> {
  const browser = new Browser(api);
  expect(await (await browser.post('/session', { address, password })).json()).toMatchObject({ state: 'signed-in' });
  return browser;
}

type Options = Parameters<SoftwareAuthenticator['create']>[0] & Parameters<SoftwareAuthenticator['get']>[0];
const asked = async (browser: Browser, path: string) => (await (await browser.post(path)).json()) as Options;

async function add(browser: Browser, device: SoftwareAuthenticator, { name = 'Điện thoại', ...lies }: Lies & { name?: string } = {}) {
  return browser.post('/me/passkeys', { name, ...device.create(await asked(browser, '/me/passkeys/options'), lies) });
}

/** A page that is opened anew, and what the device says to it. */
async function signInBy(device: SoftwareAuthenticator, lies: Lies = {}, browser = new Browser(api)) {
  return { browser, answer: await browser.post('/session/passkey', device.get(await asked(browser, '/session/passkey/options'), lies)) };
}

async function withPasskey(role?: 'operator', options = {}) {
  const person = await someone(role);
  const browser = await signedIn(person);
  const device = new SoftwareAuthenticator(options);
  const added = await add(browser, device);
  expect(added.status).toBe(201);
  return { person, browser, device, ...((await added.json()) as { id: string; recoveryCodes: string[] }) };
}

const provedLongAgo = ({ accountId }: PersonFacts) =>
  api.asOwner(`UPDATE web_session SET proved_at = now() - interval '11 minutes' WHERE account_id = ${accountId}`);
const audited = async ({ accountId }: PersonFacts) =>
  (await api.asOwner(`SELECT * FROM audit WHERE account_id = ${accountId} AND act ~ 'passkey' ORDER BY id`)).rows;

describe('a passkey is not added', () => {
  it.each<[string, Lies]>([
    ['at a page of another origin', { origin: 'https://mail.tinh.gov.vn.evil.example' }],
    ['at another port of our host, where somebody else may listen', { origin: 'https://mail.tinh.gov.vn:8443' }],
    ['in the clear', { origin: 'http://mail.tinh.gov.vn' }],
    ['for another host', { rpId: 'tinh.gov.vn' }],
    ['by an answer to another challenge', { challenge: randomBytes(54).toString('base64url') }],
    ['by an assertion in place of a registration', { type: 'webauthn.get' }],
    ['within a page of another site', { crossOrigin: true }],
    ['by a device that did not verify its user', { isUserVerified: false }],
    [
      'with a statement whose certificates somebody would have to fetch',
      { statement: { format: 'packed', certificates: [Buffer.alloc(9)] } },
    ],
    ['with a statement of a kind we never asked for', { statement: { format: 'fido-u2f' } }],
  ])('%s', async (_, lies) => {
    const browser = await signedIn(await someone());
    const refused = await add(browser, new SoftwareAuthenticator(), lies);
    expect([refused.status, await problemOf(refused)]).toEqual([400, 'invalid']);
    expect(await (await browser.get('/me/passkeys')).json()).toMatchObject({ items: [] });
  });

  it('with a proof that is old', async () => {
    const { person, browser } = await withPasskey();
    await provedLongAgo(person);
    expect(await problemOf(await browser.post('/me/passkeys/options'))).toBe('step-up-needed');
    expect(await problemOf(await browser.post('/me/passkeys', { name: 'x', ...new SoftwareAuthenticator().create(emptyOptions) }))).toBe(
      'step-up-needed',
    );
  });

  it('by an answer that was given before, or in another session', async () => {
    const person = await someone();
    const [here, elsewhere] = [await signedIn(person), await signedIn(person)];
    const options = await asked(here, '/me/passkeys/options');
    const body = { name: 'Điện thoại', ...new SoftwareAuthenticator().create(options) };
    expect((await elsewhere.post('/me/passkeys', body)).status).toBe(400);
    expect((await here.post('/me/passkeys', body)).status).toBe(201);
    expect((await here.post('/me/passkeys', { name: 'Nữa', ...new SoftwareAuthenticator().create(options) })).status).toBe(400);
  });

  it('twice, by whomever', async () => {
    const { device } = await withPasskey();
    const other = await signedIn(await someone());
    expect((await add(other, device)).status).toBe(409);
  });

  it('above twenty', async () => {
    const { person, browser } = await withPasskey();
    await api.asOwner(`INSERT INTO passkey (id, account_id, credential_id, rp_id, public_key, counter, is_synced, is_backed_up, transports, name)
      SELECT 'p' || n || '-' || account_id, account_id, sha256((n || '-' || account_id)::bytea), rp_id, '', 0, false, false, '{}', 'x'
      FROM passkey, generate_series(1, 19) AS n WHERE account_id = ${person.accountId}`);
    const refused = await browser.post('/me/passkeys/options');
    expect(await problemOf(refused)).toBe('limit');
  });

  it('at an IP address or a name that is not ours: no browser would use it', async () => {
    const browser = await signedIn(await someone());
    for (const host of ['127.0.0.1:10443', '[::1]:10443', 'evil.example', ''])
      expect(await problemOf(await browser.post('/me/passkeys/options', undefined, { host })), host).toBe('no-passkeys-here');
    expect(await (await browser.get('/me/passkeys', { host: '127.0.0.1' })).json()).toMatchObject({ here: null });
    expect((await browser.post('/me/passkeys/options', undefined, { host: 'localhost:10443' })).status).toBe(200);
  });

  it('with a name that shows something else than it says, or a story', async () => {
    const browser = await signedIn(await someone());
    for (const name of ['', ' ', 'a\u202eb', 'x'.repeat(61)])
      expect((await add(browser, new SoftwareAuthenticator(), { name })).status, name).toBe(400);
  });
});

describe('a passkey', () => {
  it('signs in by itself and is both factors: an administrator needs no code', async () => {
    const { person, device, recoveryCodes } = await withPasskey('operator');
    expect(new Set(recoveryCodes).size).toBe(10);
    const { browser, answer } = await signInBy(device);
    expect(await answer.json()).toEqual({ state: 'signed-in' });
    expect((await browser.get('/units')).status).toBe(200);
    expect(await (await browser.get('/session')).json()).toMatchObject({
      address: person.address,
      mustSetUpSecondFactor: false,
      secondFactor: { isOn: true, kinds: ['passkey'], recoveryCodesLeft: 10 },
      session: { proofs: ['passkey'] },
    });
    expect(await (await browser.get('/me/sessions')).json()).toMatchObject({ items: [{ isThis: true, proofs: ['passkey'] }, {}] });
  });

  it('is asked of the browser with nothing that tells whose it will be', async () => {
    const options = await asked(new Browser(api), '/session/passkey/options');
    expect(options).toEqual({
      ...{ rpId: 'mail.tinh.gov.vn', challenge: expect.any(String), timeout: 300_000 },
      ...{ userVerification: 'required', allowCredentials: [] },
    });
    const { browser, person } = await withPasskey();
    const registering = await asked(browser, '/me/passkeys/options');
    expect(Buffer.from(registering.user.id, 'base64url').toString('latin1')).not.toContain(person.address);
    expect(registering).toMatchObject({
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it('as the first second factor ends every session of the password alone, and mail programs take app passwords from then on', async () => {
    const person = await someone();
    const [here, elsewhere] = [await signedIn(person), await signedIn(person)];
    const byMail = () => signIn(api.web.signIn, { username: person.address, password, peer: overTls, service: 'imap' });
    expect((await byMail()).ok).toBe(true);
    expect((await add(here, new SoftwareAuthenticator())).status).toBe(201);
    expect([(await here.get('/session')).status, (await elsewhere.get('/session')).status]).toEqual([200, 401]);
    expect(await byMail()).toMatchObject({ refusal: { detail: 'by imap: there is a second factor, it takes an app password' } });
  });

  it('beside another factor gives no new recovery codes and ends no session', async () => {
    const { person, browser, device } = await withPasskey();
    const { browser: elsewhere } = await signInBy(device);
    expect(await (await add(browser, new SoftwareAuthenticator())).json()).toMatchObject({ recoveryCodes: null });
    expect((await elsewhere.get('/session')).status).toBe(200);
    expect(await (await new Browser(api).post('/session', { address: person.address, password })).json()).toEqual({
      state: 'second-factor',
      factors: ['passkey', 'recovery-code'],
    });
  });

  it('that is lost is done without by a recovery code after the password', async () => {
    const { person, recoveryCodes } = await withPasskey();
    const browser = new Browser(api);
    await browser.post('/session', { address: person.address, password });
    expect((await browser.post('/session/second-factor', { totp: '123456' })).status).toBe(401);
    expect((await browser.post('/session/second-factor', { recoveryCode: recoveryCodes[0] })).status).toBe(200);
  });

  it('tells when it was used, whether its owner’s other devices have it, and what it is called', async () => {
    const { browser, device, id } = await withPasskey(undefined, { isSynced: true });
    expect(await (await browser.get('/me/passkeys')).json()).toMatchObject({
      ...{ max: 20, here: 'mail.tinh.gov.vn' },
      items: [{ id, name: 'Điện thoại', host: 'mail.tinh.gov.vn', isSynced: true, isBackedUp: false, lastUsedAt: null }],
    });
    expect((await signInBy(device, { isBackedUp: true })).answer.status).toBe(200);
    expect((await browser.send('PUT', `/me/passkeys/${id}`, { name: 'Máy ở nhà' }, own)).status).toBe(204);
    expect(await (await browser.get('/me/passkeys')).json()).toMatchObject({
      items: [{ name: 'Máy ở nhà', isBackedUp: true, lastUsedAt: expect.any(String) }],
    });
  });

  it('spares nobody the change of a password that somebody else chose', async () => {
    const { person, device } = await withPasskey();
    await api.asOwner(`UPDATE password SET must_change = true WHERE account_id = ${person.accountId}`);
    const { browser } = await signInBy(device);
    expect(await problemOf(await browser.get('/units'))).toBe('password-change-needed');
    expect(await problemOf(await browser.post('/me/passkeys/options'))).toBe('password-change-needed');
  });

  it('whose sessions end when the password is reset is good for another', async () => {
    const { person, device } = await withPasskey();
    const { browser } = await signInBy(device);
    await api.givePassword(person.accountId, 'một mật khẩu khác 9');
    expect((await browser.get('/session')).status).toBe(401);
    expect((await signInBy(device)).answer.status).toBe(200);
  });

  it('keeps an account from being locked as one that nobody uses', async () => {
    const { person, device } = await withPasskey();
    const longAgo = `account_id = ${person.accountId} AND used_at < now() - interval '1 day'`;
    await api.asOwner(`UPDATE account_use SET used_at = now() - interval '200 days' WHERE account_id = ${person.accountId}`);
    expect((await api.asOwner(`SELECT FROM account_use WHERE ${longAgo}`)).rowCount).toBe(1);
    await signInBy(device);
    expect((await api.asOwner(`SELECT FROM account_use WHERE ${longAgo}`)).rowCount).toBe(0);
  });

  it('whose device counts nothing is taken each time', async () => {
    const { device } = await withPasskey();
    for (let turn = 0; turn < 2; turn++) expect((await signInBy(device, { counter: 0 })).answer.status).toBe(200);
  });
});

describe('nobody is signed in', () => {
  it.each<[string, Lies | (() => Lies)]>([
    ['at a page of another origin', { origin: 'https://mail-tinh.gov.vn' }],
    ['at another port of our host', { origin: 'https://mail.tinh.gov.vn:9443' }],
    ['for another host', { rpId: 'localhost' }],
    ['with a challenge that we did not make', () => ({ challenge: randomBytes(54).toString('base64url') })],
    ['with another key’s signature', () => ({ key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey })],
    ['by a device that did not verify its user', { isUserVerified: false }],
    ['with a registration in place of an assertion', { type: 'webauthn.create' }],
    ['within a page of another site', { crossOrigin: true }],
    ['as somebody else than the device says', () => ({ userHandle: randomBytes(32).toString('base64url') })],
    ['as nobody in particular, by a device that does not say whose key it is', { userHandle: '' }],
    ['with a backup that the passkey was made without', { isBackedUp: true }],
  ])('%s', async (_, lies) => {
    const { device } = await withPasskey();
    const { browser, answer } = await signInBy(device, typeof lies === 'function' ? lies() : lies);
    expect(answer.status).toBe(401);
    expect((await browser.get('/session')).status).toBe(401);
    expect((await signInBy(device)).answer.status).toBe(200);
  });

  it('by an answer that was used, of two at once by one, nor in another browser, nor after five minutes', async () => {
    const { device } = await withPasskey();
    const browser = new Browser(api);
    const options = await asked(browser, '/session/passkey/options');
    const answer = device.get(options, { counter: 0 });
    expect((await new Browser(api).post('/session/passkey', answer)).status).toBe(401);
    const other = new Browser(api);
    await other.post('/session/passkey/options');
    expect((await other.post('/session/passkey', answer)).status).toBe(401);
    const both = await Promise.all([browser, browser.copy()].map((one) => one.post('/session/passkey', answer)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await browser.post('/session/passkey', answer)).status).toBe(401);
  });

  it('twice, though what is kept of answered challenges goes when they are over', async () => {
    const { device } = await withPasskey();
    const kept = async () => (await api.asOwner('SELECT FROM passkey_challenge_spent')).rowCount;
    await signInBy(device);
    const before = await kept();
    expect(before).toBeGreaterThan(0);
    await sweepWebSessions(api.database);
    expect(await kept()).toBe(before);
    await api.asOwner("UPDATE passkey_challenge_spent SET ends_at = now() - interval '61 minutes'");
    await sweepWebSessions(api.database);
    expect(await kept()).toBe(0);
  });

  it('by a challenge that was given for something else', async () => {
    const { browser, device } = await withPasskey();
    const stepUp = await asked(browser, '/session/step-up/passkey/options');
    await browser.post('/session/passkey/options');
    expect((await browser.post('/session/passkey', device.get(stepUp))).status).toBe(401);
    const signInOptions = await asked(browser, '/session/passkey/options');
    expect(await problemOf(await browser.post('/session/step-up/passkey', device.get(signInOptions)))).toBe('wrong-proof');
  });

  it('by a passkey whose counter went back: there may be two of it, and the audit says so', async () => {
    const { person, device, id } = await withPasskey();
    expect((await signInBy(device, { counter: 7 })).answer.status).toBe(200);
    for (const counter of [7, 3, 0]) expect((await signInBy(device, { counter })).answer.status).toBe(401);
    expect((await signInBy(device, { counter: 8 })).answer.status).toBe(200);
    const refusals = (await audited(person)).filter(({ act }) => act === 'account.refuse-passkey');
    expect(
      refusals.map(({ detail, peer, actor_account_id: actor }) => [detail.counter, detail.before, detail.passkeyId, peer, actor]),
    ).toEqual([7, 3, 0].map((counter) => [counter, 7, id, overTls.address, null]));
  });

  it('to an account that is locked, in the words of any other refusal', async () => {
    const { person, device } = await withPasskey();
    const said = async ({ answer }: { answer: Response }) => ((await answer.json()) as { detail: string }).detail;
    const unknown = await said(await signInBy(new SoftwareAuthenticator()));
    const input = { account: { id: person.accountId, address: person.address }, actorAccountId: null, reason: null };
    expect((await attemptInTransaction(api.database, (tx) => lockAccount(tx, input))).ok).toBe(true);
    expect(await said(await signInBy(device))).toBe(unknown);
    expect((await attemptInTransaction(api.database, (tx) => unlockAccount(tx, input))).ok).toBe(true);
    expect((await signInBy(device)).answer.status).toBe(200);
  });

  it('from another site’s page, or in the clear', async () => {
    const { device } = await withPasskey();
    const browser = new Browser(api);
    const options = await asked(browser, '/session/passkey/options');
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await browser.post('/session/passkey', device.get(options), elsewhere)).status).toBe(403);
    const inTheClear = new Browser(api, { cookies: browser.cookies, peer: { ...overTls, secure: false } });
    expect((await inTheClear.post('/session/passkey', device.get(options))).status).toBe(403);
  });

  it('after five wrong answers, which shut out neither the password nor the codes', async () => {
    const { person, browser, device } = await withPasskey();
    const lies = () => ({ key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey });
    for (let turn = 0; turn < 5; turn++) expect((await signInBy(device, lies())).answer.status).toBe(401);
    expect((await signInBy(device)).answer.status).toBe(429);
    expect((await browser.post('/session/step-up', { password })).status).toBe(204);
    const unlock = { account: { id: person.accountId, address: person.address }, actorAccountId: null, reason: null };
    expect((await attemptInTransaction(api.database, (tx) => unlockAccount(tx, unlock))).ok).toBe(true);
    expect((await signInBy(device)).answer.status).toBe(200);
  });
});

it('that is removed while it signs in opens nothing, and nobody is said to have copied it', async () => {
  const { person, device, id } = await withPasskey();
  const browser = new Browser(api);
  const answer = device.get(await asked(browser, '/session/passkey/options'));
  const removing = await api.database.pool.connect();
  await removing.query('BEGIN');
  await removing.query('DELETE FROM passkey WHERE id = $1', [id]);
  const signingIn = browser.post('/session/passkey', answer);
  while ((await api.asOwner("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).rowCount === 0) await pause(10);
  await removing.query('COMMIT');
  removing.release();
  expect((await signingIn).status).toBe(401);
  expect((await audited(person)).map(({ act }) => act)).toEqual(['account.add-passkey']);
});

describe('nothing that a browser sends is a fault of ours', () => {
  const octets = (...parts: Buffer[]) => Buffer.concat(parts).toString('base64url');
  // RFC 8949 §3: arrays in arrays; maps and octets that say they are longer than anything is; a map that says a key twice.
  const decoded = [
    octets(Buffer.alloc(6_000, 0x81)),
    octets(Buffer.from('bb7fffffffffffffff', 'hex'), Buffer.alloc(60, 0x40)),
    octets(Buffer.from('5b7fffffffffffffff', 'hex')),
    octets(Buffer.from('a263666d74646e6f6e6563666d74646e6f6e65', 'hex')),
    octets(Buffer.from('a163666d74646e6f6e65', 'hex')),
    ...['AA', 'e30', 'bnVsbA', 'W10', 'IngI', octets(Buffer.from('{"challenge":{},"type":[]}'))],
  ];
  const undecoded = ['', '=', 'a b', '\ud800', 'é', 'x'.repeat(20_000), null, 7, {}, []];
  const begun = async (act: () => Promise<Response>) => {
    const from = performance.now();
    const { status } = await act();
    return { status, isSlow: performance.now() - from > 2_000 };
  };

  it('of a passkey that is used', async () => {
    const { browser, device } = await withPasskey();
    for (const member of ['id', 'clientDataJSON', 'authenticatorData', 'signature', 'userHandle'])
      for (const value of [...decoded, ...undecoded]) {
        const shown = { ...device.get(await asked(browser, '/session/step-up/passkey/options')), [member]: value };
        const told = await begun(() => browser.post('/session/step-up/passkey', shown));
        expect([400, 429], `${member} ${String(value).slice(0, 40)}`).toContain(told.status);
        expect(told.isSlow).toBe(false);
        if (told.status === 429) await api.asOwner('DELETE FROM sign_in_throttle');
      }
  });

  it('of a passkey that is made', async () => {
    const browser = await signedIn(await someone());
    for (const member of ['name', 'id', 'clientDataJSON', 'attestationObject', 'transports'])
      for (const value of [...decoded, ...undecoded]) {
        if (member === 'name' && typeof value === 'string' && value.trim() !== '' && value.length <= 60 && value !== '\ud800') continue;
        if (member === 'transports' && Array.isArray(value)) continue;
        const shown = { name: 'x', ...new SoftwareAuthenticator().create(await asked(browser, '/me/passkeys/options')), [member]: value };
        const told = await begun(() => browser.post('/me/passkeys', shown));
        expect(told, `${member} ${String(value).slice(0, 40)}`).toEqual({ status: 400, isSlow: false });
      }
  });
});

describe('a step up by passkey', () => {
  it('is of the owner’s own, for ten minutes, once an answer', async () => {
    const { person, browser, device } = await withPasskey();
    const stranger = await withPasskey();
    await provedLongAgo(person);
    const options = await asked(browser, '/session/step-up/passkey/options');
    expect(options).toMatchObject({ allowCredentials: [{ id: device.id, transports: ['internal'] }] });
    expect(await problemOf(await browser.post('/session/step-up/passkey', stranger.device.get(options)))).toBe('wrong-proof');
    expect(await problemOf(await browser.post('/me/app-passwords', { label: 'Điện thoại' }))).toBe('step-up-needed');
    const { userHandle: _, ...answer } = device.get(options);
    expect((await browser.post('/session/step-up/passkey', answer)).status).toBe(204);
    expect((await browser.post('/me/app-passwords', { label: 'Điện thoại' })).status).toBe(201);
    expect(await problemOf(await browser.post('/session/step-up/passkey', answer))).toBe('wrong-proof');
    expect((await browser.get('/session')).status).toBe(200);
  });
});

describe('a passkey is removed', () => {
  it('by its owner alone, with a proof that is not old; it opens nothing then, and other sessions end', async () => {
    const { person, browser, device, id } = await withPasskey();
    const { browser: elsewhere } = await signInBy(device);
    const stranger = await withPasskey();
    expect((await stranger.browser.delete(`/me/passkeys/${id}`)).status).toBe(404);
    expect((await stranger.browser.send('PUT', `/me/passkeys/${id}`, { name: 'x' }, own)).status).toBe(404);
    await provedLongAgo(person);
    expect(await problemOf(await browser.delete(`/me/passkeys/${id}`))).toBe('step-up-needed');
    expect((await browser.post('/session/step-up', { password })).status).toBe(204);
    expect((await browser.delete(`/me/passkeys/${id}`)).status).toBe(204);
    expect((await browser.delete(`/me/passkeys/${id}`)).status).toBe(404);
    expect([(await browser.get('/session')).status, (await elsewhere.get('/session')).status]).toEqual([200, 401]);
    expect((await signInBy(device)).answer.status).toBe(401);
  });

  it('with its recovery codes where it was the last factor, and without where codes of a phone are left', async () => {
    const { person, browser, id } = await withPasskey();
    const { uri } = (await (await browser.post('/me/totp')).json()) as { uri: string };
    expect((await browser.post('/me/totp/confirm', { code: new Authenticator(uri).code() })).status).toBe(200);
    const left = async () => ((await (await browser.get('/session')).json()) as { secondFactor: object }).secondFactor;
    expect(await left()).toMatchObject({ kinds: ['totp', 'passkey'], recoveryCodesLeft: 10 });
    expect((await browser.delete('/me/totp')).status).toBe(204);
    expect(await left()).toMatchObject({ kinds: ['passkey'], recoveryCodesLeft: 10 });
    expect((await browser.post('/me/recovery-codes')).status).toBe(200);
    expect((await browser.delete(`/me/passkeys/${id}`)).status).toBe(204);
    expect(await left()).toMatchObject({ isOn: false, kinds: [], recoveryCodesLeft: 0 });
    await signedIn(person);
  });

  it('with the rest by an administrator, where somebody lost everything; their sessions end', async () => {
    const { person, browser, device } = await withPasskey();
    const operator = await withPasskey('operator');
    const path = `/accounts/${person.accountId}/reset-second-factor`;
    const reset = await operator.browser.post(path, { reason: 'mất điện thoại' }, { 'idempotency-key': 'a' });
    expect(await reset.json()).toEqual({ id: person.accountId, secondFactor: 'none' });
    expect((await browser.get('/session')).status).toBe(401);
    expect((await signInBy(device)).answer.status).toBe(401);
    await signedIn(person);
  });
});

it('is in the audit as it came, was used, was renamed and went, by which session, with nothing that opens anything', async () => {
  const { person, browser, device, id } = await withPasskey();
  await signInBy(device);
  await browser.send('PUT', `/me/passkeys/${id}`, { name: 'Khoá USB' }, own);
  await browser.delete(`/me/passkeys/${id}`);
  const rows = await audited(person);
  expect(rows.map(({ act, via, peer, detail }) => [act, via, peer, detail.passkeyId])).toEqual(
    ['add', 'use', 'rename', 'remove'].map((verb) => [`account.${verb}-passkey`, 'http', overTls.address, id]),
  );
  expect(rows.every(({ credential }) => /^web-session [\w-]{16}$/.test(credential))).toBe(true);
  expect(rows[2]).toMatchObject({ before: { name: 'Điện thoại' }, after: { name: 'Khoá USB' } });
  expect(JSON.stringify([rows, api.logged])).not.toContain(device.id);
});

const own = { 'sec-fetch-site': 'same-origin', origin: 'https://mail.tinh.gov.vn', 'x-congthu': '1' };
const emptyOptions = { rp: { id: 'mail.tinh.gov.vn' }, user: { id: 'AA' }, challenge: 'AA' };
