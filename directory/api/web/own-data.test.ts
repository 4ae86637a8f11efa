import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '#directory/access/sign-in.ts';
import { addCounts } from '#directory/audit/tally-sql.ts';
import type { PersonFacts } from '#directory/people/person-facts-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import { type ApiHouse, openApiHouse, overTls } from '../api-house.fixture.ts';
import { Browser } from './browser.fixture.ts';
import { nameOf } from './names.fixture.ts';

let api: ApiHouse;
let made = 0;
let head: PersonFacts;
let unitAccount: number;
const password = 'mưa phùn tháng giêng 7';
const problemOf = async (answer: Response) => ((await answer.json()) as { type: string }).type.replace('urn:congthu:problem:', '');

beforeAll(async () => {
  api = await openApiHouse();
  const { nv } = api.house.units;
  head = await someone();
  await api.directory.appoint(head.id, nv, 'head');
  const [account] = await api.house.rows<{ id: number }>(`SELECT id FROM account WHERE unit_id = $1 AND kind = 'unit'`, [nv]);
  unitAccount = account!.id;
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function someone(unit = 'Sở Nội vụ'): Promise<PersonFacts> {
  const person = await api.house.someone(nameOf(made++), unit);
  await api.givePassword(person.accountId, password);
  return person;
}

async function signedIn({ address }: { readonly address: string }): Promise<Browser> {
  const browser = new Browser(api);
  expect((await browser.post('/session', { address, password })).status).toBe(200);
  return browser;
}

const provedLongAgo = ({ accountId }: PersonFacts) =>
  api.asOwner(`UPDATE web_session SET proved_at = now() - interval '11 minutes' WHERE account_id = ${accountId}`);
const acts = async ({ accountId }: PersonFacts, act: string) =>
  (await api.asOwner(`SELECT actor_account_id, detail FROM audit WHERE account_id = ${accountId} AND act = '${act}' ORDER BY id`)).rows;

describe('what one sees of devices', () => {
  const devices = `/me/mailboxes`;

  it('is nobody else’s: not of a mailbox that one only reads, nor of a stranger’s', async () => {
    const [clerk, stranger] = [await someone(), await someone('Sở Y tế')];
    await api.directory.grant(unitAccount as never, { principal: ['person', clerk.id], rights: ['read'] });
    for (const person of [clerk, stranger]) {
      const browser = await signedIn(person);
      for (const account of [unitAccount, head.accountId, 9_999_999])
        expect((await browser.get(`${devices}/${account}/app-passwords`)).status).toBe(403);
    }
  });

  it('lets no stranger end one by its number, nor a head one that opens another mailbox', async () => {
    const person = await someone();
    const { id } = (await (await (await signedIn(person)).post('/me/app-passwords', { label: 'Của riêng' })).json()) as { id: string };
    const [stranger, ofHead] = [await signedIn(await someone()), await signedIn(head)];
    expect((await stranger.delete(`${devices}/${person.accountId}/app-passwords/${id}`)).status).toBe(403);
    expect((await ofHead.delete(`${devices}/${person.accountId}/app-passwords/${id}`)).status).toBe(403);
    expect((await ofHead.delete(`${devices}/${unitAccount}/app-passwords/${id}`)).status).toBe(404);
    expect((await signIn(api.web.signIn, { username: person.address, password, peer: overTls, service: 'imap' })).ok).toBe(true);
  });

  it('of a unit’s mailbox is its head’s, who ends what somebody else’s device uses, on the unit’s behalf', async () => {
    const clerk = await someone();
    await api.directory.grant(unitAccount as never, { principal: ['person', clerk.id], rights: ['read'] });
    const ofClerk = await signedIn(clerk);
    const asked = { label: 'Máy văn thư', opens: unitAccount, program: 'thunderbird' };
    const { id, userName, password: shown } = (await (await ofClerk.post('/me/app-passwords', asked)).json()) as Record<string, string>;
    const byMail = () => signIn(api.web.signIn, { username: userName!, password: shown!, peer: overTls, service: 'imap' });
    expect((await byMail()).ok).toBe(true);
    const ofHead = await signedIn(head);
    const listed = (await (await ofHead.get(`${devices}/${unitAccount}/app-passwords`)).json()) as { items: { id: string }[] };
    expect(listed.items.find((one) => one.id === id)).toMatchObject({
      ...{ label: 'Máy văn thư', program: 'thunderbird', owner: { name: clerk.name, address: clerk.address, isMe: false } },
      lastUsedAt: expect.any(String),
    });
    expect((await ofHead.delete(`${devices}/${unitAccount}/app-passwords/${id}`)).status).toBe(204);
    expect((await byMail()).ok).toBe(false);
    const [entry] = (await api.asOwner(`SELECT * FROM audit WHERE act = 'account.revoke-app-password' AND account_id = ${clerk.accountId}`))
      .rows;
    expect(entry).toMatchObject({ actor_account_id: head.accountId, on_behalf_account_id: unitAccount, detail: { appPasswordId: id } });
  });
});

describe('mailboxes', () => {
  it('are the own one and those that one reads, each with how full it is', async () => {
    const person = await someone();
    await api.asOwner(`UPDATE account SET used_octets = 90, quota_octets = 100 WHERE id = ${person.accountId}`);
    const browser = await signedIn(person);
    const own = { accountId: person.accountId, isOwn: true, kind: 'personal', usedOctets: 90, quotaOctets: 100, mayManage: true };
    expect(await (await browser.get('/me/mailboxes')).json()).toMatchObject({ items: [own] });
    await api.directory.grant(unitAccount as never, { principal: ['person', person.id], rights: ['read', 'send-as'] });
    const { items } = (await (await browser.get('/me/mailboxes')).json()) as { items: unknown[] };
    expect(items).toMatchObject([
      own,
      { accountId: unitAccount, isOwn: false, kind: 'unit', rights: ['read', 'send-as'], mayManage: false },
    ]);
  });
});

describe('an app password for a program', () => {
  it('is refused for a program that is none', async () => {
    const browser = await signedIn(await someone());
    for (const program of ['', 'pine', 7, null, ['apple']])
      expect((await browser.post('/me/app-passwords', { label: 'x', program })).status).toBe(400);
  });

  it('brings Thunderbird on Android a code with the account in it, and others none', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    const answer = await (await browser.post('/me/app-passwords', { label: 'Điện thoại', program: 'android-thunderbird' })).json();
    const { mobileCode, password: shown, profile } = answer as { mobileCode: string; password: string; profile: null };
    expect(profile).toBeNull();
    expect(JSON.parse(mobileCode)).toEqual([
      ...[1, [1, 1], [0, 'mail.tinh.gov.vn', 993, 3, 1, person.address, person.address, shown]],
      [
        [
          [0, 'mail.tinh.gov.vn', 465, 3, 1, person.address, shown],
          [person.address, person.name],
        ],
      ],
    ]);
    expect(await (await browser.post('/me/app-passwords', { label: 'Máy bàn', program: 'outlook' })).json()).toMatchObject({
      ...{ mobileCode: null, profile: null },
    });
    expect(await (await browser.get('/me/app-passwords')).json()).toMatchObject({
      items: [{ program: 'outlook' }, { program: 'android-thunderbird' }],
    });
  });

  it('brings Apple’s an address and, apart from it, a code; neither password nor code is kept as it is', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    const answer = await (await browser.post('/me/app-passwords', { label: 'iPhone', program: 'apple' })).json();
    const { password: shown, profile } = answer as { password: string; profile: { url: string; code: string; endsAt: string } };
    expect(profile.url).toMatch(/^https:\/\/mail\.tinh\.gov\.vn\/dien-thoai\/[\w-]{22}$/);
    expect(profile.code).toMatch(/^\d{6}$/);
    const kept = (await api.asOwner('SELECT sealed, code_mac, id FROM device_setup')).rows;
    for (const secret of [shown, shown.replaceAll('-', '')])
      expect(JSON.stringify(kept) + kept.map((row) => row.sealed.toString())).not.toContain(secret);
    expect(JSON.stringify([kept, api.logged])).not.toContain(profile.code);
  });
});

describe('sign-ins', () => {
  const count = (row: object, hoursAgo = 2) => {
    const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
    const ends = new Date(Date.now() + 3_600_000).toISOString();
    const given = {
      via: 'imap',
      credential: 'password',
      subject: '',
      amount: 1,
      firstAt: at,
      lastAt: at,
      startsAt: at,
      endsAt: ends,
      ...row,
    };
    return addCounts(api.database, [given as never]);
  };

  it('are one’s own and wrong tries with one’s own address: not those of others, nor others’ into one’s mailbox', async () => {
    const [person, other] = [await someone(), await someone()];
    await count({ act: 'session.sign-in', actorAccountId: other.accountId, accountId: other.accountId, network: '198.51.100.1' });
    await count({ act: 'session.sign-in', actorAccountId: other.accountId, accountId: person.accountId, network: '198.51.100.2' });
    await count({
      act: 'session.sign-in-failed',
      actorAccountId: null,
      accountId: other.accountId,
      network: '198.51.100.3',
      credential: '',
    });
    const browser = await signedIn(person);
    expect(await (await browser.get('/me/sign-ins')).json()).toEqual({ items: [] });
    await count({ act: 'session.sign-in', actorAccountId: person.accountId, accountId: unitAccount, network: '10.0.0.1', amount: 12 }, 1);
    await count({
      act: 'session.sign-in-failed',
      actorAccountId: null,
      accountId: person.accountId,
      network: '203.0.113.5',
      credential: '',
    });
    const { items } = (await (await browser.get('/me/sign-ins')).json()) as { items: unknown[] };
    expect(items).toMatchObject([
      { outcome: 'signed-in', via: 'imap', by: 'password', network: '10.0.0.1', count: 12, opens: expect.stringContaining('@') },
      { outcome: 'failed', network: '203.0.113.5', by: null },
    ]);
  });

  it('name the app password by what its owner calls it', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    const { id } = (await (await browser.post('/me/app-passwords', { label: 'Điện thoại', program: 'apple' })).json()) as { id: string };
    await count({
      act: 'session.sign-in',
      actorAccountId: person.accountId,
      accountId: person.accountId,
      network: '10.0.0.1',
      credential: `app-password ${id}`,
    });
    expect(await (await browser.get('/me/sign-ins')).json()).toMatchObject({
      items: [{ by: 'app-password', credentialId: id, label: 'Điện thoại', program: 'apple', opens: null }],
    });
  });
});

describe('the own data', () => {
  const have = (browser: Browser) => browser.post('/me/data');

  it('are refused to a token, to a page of another site, to a GET, and to whoever showed long ago who they are', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    expect((await api.ask('/me/data', { token: (await api.token(person)).shown, method: 'POST' })).status).toBe(403);
    expect((await browser.send('POST', '/me/data', undefined, { 'sec-fetch-site': 'cross-site', 'x-congthu': '1' })).status).toBe(403);
    expect((await browser.get('/me/data')).status).toBe(405);
    await provedLongAgo(person);
    expect(await problemOf(await have(browser))).toBe('step-up-needed');
    expect(await acts(person, 'account.export-own')).toEqual([]);
  });

  it('are a ZIP with what is kept of oneself, nobody else’s, no secret, no hold, and not where others acted from', async () => {
    const [person, other] = [await someone(), await someone()];
    const browser = await signedIn(person);
    await browser.post('/me/app-passwords', { label: 'Điện <b>thoại</b>' });
    await (await signedIn(other)).post('/me/app-passwords', { label: 'Máy của người khác' });
    await api.asOwner(`INSERT INTO audit (actor_account_id, act, target, account_id, via, peer)
      VALUES (${other.accountId}, 'account.lock', '${person.address}', ${person.accountId}, 'http', '192.0.2.77'),
        (${other.accountId}, 'account.hold', '${person.address}', ${person.accountId}, 'http', '192.0.2.78'),
        (${other.accountId}, 'approval.propose', 'Lưu giữ hộp thư: ${person.address}', ${person.accountId}, 'http', '192.0.2.79')`);
    const answer = await have(browser);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    expect(text.slice(0, 2)).toBe('PK');
    for (const part of [
      'doc.html',
      'du-lieu.json',
      person.name,
      person.address,
      'Điện <b>thoại</b>',
      'Điện &lt;b&gt;thoại&lt;/b&gt;',
      'account.lock',
      overTls.address,
    ])
      expect(text).toContain(part);
    for (const secret of [
      other.name,
      'Máy của người khác',
      '192.0.2.77',
      'account.hold',
      'Lưu giữ hộp thư',
      '$argon2id$',
      '"mac"',
      '"sealed"',
    ])
      expect(text).not.toContain(secret);
    expect(await acts(person, 'account.export-own')).toHaveLength(1);
  });

  it('are had five times a day', async () => {
    const browser = await signedIn(await someone());
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn++) statuses.push((await have(browser)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe('a request for correction', () => {
  const asked = { field: 'name', wanted: 'Nguyễn Văn Ánh', note: 'Giấy khai sinh số 12' };
  const answer = (browser: Browser, id: number, body: object) =>
    browser.post(`/corrections/${id}/answer`, body, { 'idempotency-key': randomUUID() });

  it.each([
    { field: 'password', wanted: 'x' },
    { field: 'name', wanted: '' },
    { field: 'name', wanted: '   ' },
    { field: 'name', wanted: 'a\nb' },
    { field: 'name', wanted: 'a\0b' },
    { field: 'name', wanted: '\ud800' },
    { field: 'name', wanted: '\u202eabc' },
    { field: 'name', wanted: 'x'.repeat(301) },
    { field: 'name', wanted: 'x', note: 'y'.repeat(501) },
    { field: 'name', wanted: ['x'] },
    { field: 'name', wanted: 'x', accountId: 1 },
    { field: 'name' },
    null,
  ])('is refused as %j', async (body) => {
    expect((await (await signedIn(head)).post('/me/corrections', body ?? 'null')).status).toBe(400);
  });

  it('is told to nobody it does not concern, and withdrawn by whose it is alone', async () => {
    const person = await someone();
    const browser = await signedIn(person);
    const { id } = (await (await browser.post('/me/corrections', asked)).json()) as { id: number };
    const stranger = await signedIn(await someone());
    expect(await (await stranger.get('/me/corrections')).json()).toEqual({ items: [] });
    expect((await stranger.delete(`/me/corrections/${id}`)).status).toBe(404);
    expect((await stranger.get('/corrections')).status).toBe(403);
    expect((await answer(stranger, id, { outcome: 'carried-out' })).status).toBe(403);
    expect((await browser.delete(`/me/corrections/${id}`)).status).toBe(204);
    expect((await browser.delete(`/me/corrections/${id}`)).status).toBe(409);
  });

  it('is one of five at a time', async () => {
    const browser = await signedIn(await someone());
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn++) statuses.push((await browser.post('/me/corrections', asked)).status);
    expect([...new Set(statuses.slice(0, 5)), statuses[5]! >= 400]).toEqual([201, true]);
  });

  it('says what there is now, goes to who administers the unit, not themselves, and is answered with a reason', async () => {
    const person = await someone();
    const [near, far] = [await someone(), await someone('Sở Y tế')];
    await api.directory.assign(near.accountId, 'unit-administrator', api.house.units.nv as UnitId);
    await api.directory.assign(far.accountId, 'unit-administrator', api.house.units.yt as UnitId);
    const [ofPerson, ofNear, ofFar] = [await signedIn(person), await signedIn(near), await signedIn(far)];
    const sent = await ofPerson.post('/me/corrections', asked);
    expect(sent.status).toBe(201);
    const { id } = (await sent.json()) as { id: number };
    const own = (await (await ofNear.post('/me/corrections', asked)).json()) as { id: number };
    const waiting = async (browser: Browser) => ((await (await browser.get('/corrections')).json()) as { items: { id: number }[] }).items;
    expect((await waiting(ofNear)).find((one) => one.id === id)).toMatchObject({
      present: person.name,
      wanted: asked.wanted,
      name: person.name,
    });
    expect((await waiting(ofNear)).map((one) => one.id)).not.toContain(own.id);
    expect((await waiting(ofFar)).map((one) => one.id)).not.toContain(id);
    expect((await answer(ofFar, id, { outcome: 'carried-out' })).status).toBe(403);
    expect((await answer(ofNear, own.id, { outcome: 'carried-out' })).status).toBe(403);
    expect((await answer(ofNear, id, { outcome: 'refused' })).status).toBe(400);
    expect((await answer(ofNear, id, { outcome: 'refused', text: 'Chưa có giấy tờ' })).status).toBe(200);
    expect((await answer(ofNear, id, { outcome: 'carried-out' })).status).toBe(409);
    expect(await (await ofPerson.get('/me/corrections')).json()).toMatchObject({
      items: [{ id, state: 'refused', answer: 'Chưa có giấy tờ' }],
    });
    expect((await acts(person, 'correction.answer')).map(({ detail }) => detail)).toEqual([
      { correctionId: id, field: 'name', outcome: 'refused' },
    ]);
  });
});

describe('a date of birth', () => {
  it('is no day that there was not, and becomes what was asked for when that is granted', async () => {
    const [person, operator] = [await someone(), await someone()];
    await api.directory.assign(operator.accountId, 'operator');
    const [ofPerson, ofOperator] = [await signedIn(person), await signedIn(operator)];
    const ask = (wanted: string) => ofPerson.post('/me/corrections', { field: 'birth-date', wanted });
    for (const wanted of ['31/02/1985', 'hôm qua', '1/1/2100']) expect((await ask(wanted)).status).toBe(400);
    const { id } = (await (await ask('31/1/1985')).json()) as { id: number };
    const key = { 'idempotency-key': randomUUID() };
    expect((await ofOperator.post(`/corrections/${id}/answer`, { outcome: 'carried-out' }, key)).status).toBe(200);
    expect(await api.house.rows('SELECT birth_date::text AS day FROM person WHERE id = $1', [person.id])).toEqual([{ day: '1985-01-31' }]);
    const [entry] = (await api.asOwner(`SELECT after FROM audit WHERE act = 'correction.answer' AND account_id = ${person.accountId}`))
      .rows;
    expect(entry).toEqual({ after: { birthDate: '1985-01-31' } });
  });
});

describe('how programs are set up', () => {
  it('is told with this installation’s names, in the language that is asked for', async () => {
    const browser = await signedIn(await someone());
    for (const [language, word] of [
      ['vi', 'Máy chủ thư đến'],
      ['en', 'Incoming server'],
    ] as const) {
      const told = await (await browser.get('/me/mail-setup', { 'accept-language': language })).text();
      for (const part of ['mail.tinh.gov.vn', '993', '465', word]) expect(told).toContain(part);
    }
  });
});
