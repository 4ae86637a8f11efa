import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse, overTls } from './api-house.fixture.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let who: Record<'operator' | 'auditor' | 'administrator' | 'elsewhere' | 'staff', Somebody>;

beforeAll(async () => {
  api = await openApiHouse();
  const { nv, yt } = api.house.units;
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor'),
    administrator: await api.somebody('Đặng Thu Hà', 'unit-administrator', nv),
    elsewhere: await api.somebody('Lường Văn Yên', 'unit-administrator', yt, 'Sở Y tế'),
    staff: await api.somebody('Nguyễn Văn Anh'),
  };
});
afterAll(() => api?.[Symbol.asyncDispose]());

interface More {
  readonly by?: keyof typeof who;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

async function post(path: string, body: unknown = {}, { by = 'operator', key = randomUUID(), headers = {} }: More = {}) {
  const reply = await api.ask(path, { token: who[by].token, method: 'POST', body, headers: { 'idempotency-key': key, ...headers } });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Record<string, unknown> & { id: number } };
}
async function get(path: string, by: keyof typeof who = 'operator') {
  const reply = await api.ask(path, { token: who[by].token });
  return { status: reply.status, body: (await reply.json()) as { items: Record<string, unknown>[]; next: string | null } };
}
let made = 0;
/** A name of two letters that nobody has. */
function someone(unit = 'Sở Nội vụ') {
  made += 1;
  const letter = (place: number) => String.fromCodePoint(97 + (place % 26));
  return api.house.someone(`Lò Văn ${letter(Math.floor(made / 26)).toUpperCase()}${letter(made)}`, unit);
}
const stateOf = async (id: number) => (await api.house.rows('SELECT state FROM account WHERE id = $1', [id]))[0];
const lastActs = (count: number) =>
  api.house.rows(`SELECT act, actor_address AS by, via, peer, credential, target FROM audit ORDER BY id DESC LIMIT ${count}`);

// For each endpoint who may, of somebody in Sở Nội vụ: asked anew of somebody untouched for each. 404: allowed, and there is none.
const everybody = ['operator', 'auditor', 'administrator', 'elsewhere', 'staff'] as const;
type Allowed = Partial<Record<(typeof everybody)[number], number>>;
const table: readonly (readonly [
  string,
  (target: Somebody | Awaited<ReturnType<typeof someone>>) => readonly [string, unknown?],
  Allowed,
])[] = [
  ['lock', ({ accountId }) => [`/accounts/${accountId}/lock`, {}], { operator: 200, administrator: 200 }],
  ['unlock', ({ accountId }) => [`/accounts/${accountId}/unlock`, {}], { operator: 409, administrator: 409 }],
  ['quota', ({ accountId }) => [`/accounts/${accountId}/quota`, { messages: 5 }], { operator: 200 }],
  ['reset-password', ({ accountId }) => [`/accounts/${accountId}/reset-password`, {}], { operator: 200, administrator: 200 }],
  ['hold', ({ id }) => [`/people/${id}/hold`, { reason: 'CV 1' }], { operator: 200 }],
  ['release', ({ id }) => [`/people/${id}/release`, { reason: 'CV 1' }], { operator: 409 }],
  ['give a role', ({ accountId }) => ['/roles', { accountId, role: 'auditor' }], { operator: 201 }],
  [
    'give a unit’s role',
    ({ accountId }) => ['/roles', { accountId, role: 'unit-administrator', unitId: api.house.units.tochuc }],
    { operator: 201, administrator: 201 },
  ],
  ['revoke a role', () => ['/roles/999999/revoke', {}], { operator: 404, auditor: 404, administrator: 404, elsewhere: 404, staff: 404 }],
  [
    'open a mailbox',
    ({ accountId }) => [`/accounts/${accountId}/delegations`, { to: who.auditor.accountId, until: soon, reason: 'TTra 3' }],
    { operator: 201 },
  ],
  ['end a delegation', ({ accountId }) => [`/accounts/${accountId}/delegations/999999/end`, {}], { operator: 404 }],
  ['approve', () => ['/approvals/999999/approve'], { operator: 404, auditor: 404, administrator: 404, elsewhere: 404, staff: 404 }],
  ['roles of an account', ({ accountId }) => [`/roles?account=${accountId}`], { operator: 200, auditor: 200, administrator: 200 }],
  ['all roles', () => ['/roles'], { operator: 200, auditor: 200 }],
  ['delegations', ({ accountId }) => [`/accounts/${accountId}/delegations`], { operator: 200, auditor: 200, administrator: 200 }],
  ['approvals', () => ['/approvals'], { operator: 200, auditor: 200, administrator: 200, elsewhere: 200, staff: 200 }],
  ['audit', () => ['/audit'], { operator: 200, auditor: 200 }],
  ['a person’s name', () => ['/names/people?name=Ma%20Thị%20Lan&unit=nv'], { operator: 200, administrator: 200 }],
  ['a unit’s name', () => ['/names/units?name=Sở%20Mới&kind=agency&parent=ubnd'], { operator: 200 }],
  ['a unit’s name beneath one’s own', () => ['/names/units?name=Phòng%20Mới&kind=office&parent=nv'], { operator: 200, administrator: 200 }],
];
const isGet = new Set(['roles of an account', 'all roles', 'delegations', 'approvals', 'audit']);
const asks = (name: string) => isGet.has(name) || name.includes('name');
const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe.each(table)('%s', (name, requestOf, allowed) => {
  let untouched: Awaited<ReturnType<typeof someone>>;
  beforeAll(async () => {
    untouched = await someone();
  });

  it('should require a token', async () => {
    const [path, body] = requestOf(untouched);
    const reply = await api.ask(path, asks(name) ? {} : { method: 'POST', body: body ?? '', headers: { 'idempotency-key': 'k' } });
    expect(reply.status).toBe(401);
  });

  it.each(everybody)('should require a role: %s', async (by) => {
    const [path, body] = requestOf(by in allowed && !asks(name) ? await someone() : untouched);
    const { status } = asks(name) ? await get(path, by) : await post(path, body ?? '', { by });
    expect(status).toBe(allowed[by] ?? 403);
  });
});

describe('an act that makes no sense is refused', () => {
  it.each([
    ['/accounts/1/lock', { why: 'x' }],
    ['/accounts/1/quota', {}],
    ['/accounts/1/quota', { storageOctets: 5 }],
    ['/accounts/1/quota', { messages: 0 }],
    ['/accounts/x/lock', {}],
    ['/accounts/1/reset-password', { password: 'mine' }],
    ['/people/1/hold', {}],
    ['/people/1/hold', { reason: 'two\nlines' }],
    ['/roles', { accountId: 1 }],
    ['/roles', { accountId: 1, role: 'staff' }],
    ['/accounts/1/delegations', { to: 1, rights: [] }],
    ['/accounts/1/delegations', { to: 1, rights: ['everything'] }],
    ['/accounts/1/delegations', { to: 1, until: '2026-02-30' }],
  ])('%s %j', async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });

  it('in the language that is asked for', async () => {
    const { accountId } = await someone();
    await post(`/accounts/${accountId}/lock`);
    expect((await post(`/accounts/${accountId}/lock`)).body.detail).toBe('Tài khoản đã bị khoá hoặc đã đóng');
    const english = { headers: { 'accept-language': 'en' } };
    expect((await post(`/accounts/${accountId}/lock`, {}, english)).body.detail).toBe('The account is locked or closed already');
  });

  it('of nobody’s account, and of a unit’s where only people have that', async () => {
    for (const path of ['lock', 'unlock', 'quota', 'reset-password', 'delegations'])
      expect(
        (await post(`/accounts/999999/${path}`, path === 'quota' ? { messages: 1 } : path === 'delegations' ? { to: 1 } : {})).status,
      ).toBe(404);
    expect((await post('/people/999999/hold', { reason: 'x' })).status).toBe(404);
    const unit = api.house.mailboxes.nv;
    expect((await post(`/accounts/${unit}/reset-password`)).status).toBe(400);
    expect((await post('/roles', { accountId: unit, role: 'auditor' })).status).toBe(400);
    expect((await post(`/accounts/${who.staff.accountId}/delegations`, { to: unit, until: soon, reason: 'x' })).status).toBe(400);
  });

  it('when the account is not as it was read', async () => {
    const { accountId } = await someone();
    const etag = (await api.ask(`/accounts/${accountId}`, { token: who.operator.token })).headers.get('etag')!;
    const asRead = { headers: { 'if-match': etag } };
    expect((await post(`/accounts/${accountId}/quota`, { messages: 7 }, { headers: { 'if-match': '"other"' } })).status).toBe(412);
    expect((await post(`/accounts/${accountId}/lock`, {}, asRead)).status).toBe(200);
    expect((await post(`/accounts/${accountId}/quota`, { messages: 7 }, asRead)).status).toBe(412);
  });
});

describe('an act', () => {
  it('is recorded with whose program did it and from where, and answered alike when it is sent again', async () => {
    const { accountId, address } = await someone();
    const key = randomUUID();
    const first = await post(`/accounts/${accountId}/lock`, { reason: 'mất máy' }, { key });
    expect(first).toMatchObject({ status: 200, body: { id: accountId, state: 'locked' } });
    expect(await stateOf(accountId)).toEqual({ state: 'locked' });
    const credential = `api-token ${who.operator.token.slice(8, 16)}`;
    const [act] = await lastActs(1);
    expect(act).toEqual({ act: 'account.lock', by: who.operator.address, via: 'http', peer: overTls.address, credential, target: address });
    const again = await post(`/accounts/${accountId}/lock`, { reason: 'mất máy' }, { key });
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await lastActs(1)).toEqual([act]);
    expect(await post(`/accounts/${accountId}/unlock`)).toMatchObject({ status: 200, body: { state: 'active' } });
    expect(await stateOf(accountId)).toEqual({ state: 'active' });
  });

  it('that sets a quota leaves what is not named as it is', async () => {
    const { accountId } = await someone();
    const { body } = await post(`/accounts/${accountId}/quota`, { storageOctets: 5_000_000, messages: 9 });
    expect(body).toEqual({ id: accountId, storageOctets: 5_000_000, messages: 9 });
    expect((await post(`/accounts/${accountId}/quota`, { messages: null })).body).toEqual({
      id: accountId,
      storageOctets: 5_000_000,
      messages: null,
    });
  });

  it('that resets a password tells the new one once, to nobody twice, and keeps it nowhere', async () => {
    const { accountId } = await someone();
    const key = randomUUID();
    const first = await post(`/accounts/${accountId}/reset-password`, {}, { key });
    expect(first.headers.get('cache-control')).toBe('no-store');
    const password = first.body.password as string;
    expect(password).toMatch(/^(?:[a-z]{4}-){4}[a-z]{4}$/);
    const again = await post(`/accounts/${accountId}/reset-password`, {}, { key });
    expect(again.body).toEqual({ id: accountId, mustChange: true, password: null });
    const kept = await api.house.rows(
      `SELECT (SELECT json_agg(api_write) FROM api_write)::text || (SELECT json_agg(audit) FROM audit)::text AS text`,
    );
    expect(JSON.stringify(kept)).not.toContain(password);
    expect(JSON.stringify(api.logged)).not.toContain(password);
    const [row] = await api.house.rows<{ hash: string; must: boolean }>(
      'SELECT hash, must_change AS must FROM password WHERE account_id = $1',
      [accountId],
    );
    expect(row).toMatchObject({ must: true, hash: expect.stringMatching(/^\$argon2id\$/) });
  });

  it('that holds a mailbox and releases it', async () => {
    const { id, accountId } = await someone();
    expect((await post(`/people/${id}/hold`, { reason: 'CV 12/VKS' })).body).toEqual({ id, accountId, isHeld: true });
    expect((await post(`/people/${id}/hold`, { reason: 'CV 12/VKS' })).status).toBe(409);
    expect((await post(`/people/${id}/release`, { reason: 'CV 13/VKS' })).body).toEqual({ id, accountId, isHeld: false });
  });

  it('that gives a role and takes it back', async () => {
    const { accountId, address } = await someone();
    const { body, headers } = await post('/roles', { accountId, role: 'unit-administrator', unitId: api.house.units.tochuc, until: soon });
    expect(headers.get('location')).toBe(`/api/v1/roles?account=${accountId}`);
    const listed = async (query = '') => (await get(`/roles?account=${accountId}${query}`)).body.items;
    expect(await listed()).toMatchObject([
      {
        id: body.id,
        address,
        role: 'unit-administrator',
        unit: 'Phòng Tổ chức',
        validTo: soon,
        standing: 'in-force',
        grantedBy: who.operator.address,
      },
    ]);
    expect(await post(`/roles/${body.id}/revoke`, { reason: 'thôi nhiệm vụ' })).toMatchObject({
      status: 200,
      body: { standing: 'revoked' },
    });
    expect(await listed()).toEqual([]);
    expect(await listed('&all=true')).toMatchObject([{ standing: 'revoked', revokedBy: who.operator.address }]);
  });

  it('that delegates one’s own mailbox, and ends it', async () => {
    const { accountId } = who.staff;
    const path = `/accounts/${accountId}/delegations`;
    const given = { to: who.administrator.accountId, rights: ['read', 'organise'], until: soon };
    expect(await post(path, given, { by: 'staff' })).toMatchObject({ status: 201, body: { to: who.administrator.address, until: soon } });
    const listed = async () => (await get(path, 'staff')).body.items;
    const [grant] = await listed();
    expect(grant).toMatchObject({ to: who.administrator.address, kind: 'person', rights: ['organise', 'read'], mailbox: null });
    expect(grant!.validTo).toBe(new Date(`${soon}T24:00:00+07:00`).toISOString());
    expect((await post(`${path}/${grant!.id}/end`, {}, { by: 'administrator' })).status).toBe(403);
    expect((await post(`${path}/${grant!.id}/end`, {}, { by: 'staff' })).status).toBe(200);
    expect(await listed()).toEqual([]);
  });
});

describe('pages', () => {
  it('of roles have each once', async () => {
    const all = (await get('/roles?all=true')).body.items.map(({ id }) => id);
    const seen: unknown[] = [];
    for (let at: string | null = ''; at !== null; ) {
      const { body } = await get(`/roles?all=true&limit=2${at}`);
      seen.push(...body.items.map(({ id }) => id));
      at = body.next === null ? null : `&cursor=${body.next}`;
    }
    expect(all.length).toBeGreaterThan(4);
    expect(seen).toEqual(all);
  });

  it('of plans have each once, those to come by their day and then the latest, also while one of them is settled', async () => {
    const people = [await someone(), await someone(), await someone()];
    for (const [index, { address }] of people.entries()) await api.house.kept({ do: 'suspend', person: address }, `2099-0${3 - index}-01`);
    const all = (await get('/plans?limit=200')).body.items;
    const planned = all.filter(({ state }) => state === 'planned').map(({ effectiveOn }) => effectiveOn);
    expect(planned).toEqual(planned.toSorted());
    const seen: unknown[] = [];
    for (let at: string | null = ''; at !== null; ) {
      const { body } = await get(`/plans?limit=2${at}`);
      seen.push(...body.items.map(({ id }) => id));
      at = body.next === null ? null : `&cursor=${body.next}`;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect((await get('/plans?state=planned&limit=1')).body.items).toEqual(all.slice(0, 1));
  });

  it('of accounts are searched as one types: by the name of a person or unit, and by address', async () => {
    const names = async (q: string) => (await get(`/accounts?q=${encodeURIComponent(q)}`)).body.items.map(({ name }) => name);
    expect(await names('van anh')).toEqual(['Nguyễn Văn Anh']);
    expect(await names('so noi')).toEqual(['Sở Nội vụ']);
    expect(await names('anhnv')).toEqual(['Nguyễn Văn Anh']);
    expect(await names(who.staff.address)).toEqual(['Nguyễn Văn Anh']);
    expect(await names('...')).toEqual([]);
    expect(await names("' | 'x")).not.toContain('Nguyễn Văn Anh');
  });
});

describe('names', () => {
  it('are proposed best first, and what was given is told with whose it is', async () => {
    const { body } = await get('/names/people?name=Nguyễn%20Văn%20Anh&unit=nv', 'administrator');
    expect(body).toMatchObject({
      name: 'Nguyễn Văn Anh',
      under: 'nv@tinh.gov.vn',
      free: expect.arrayContaining([
        { address: 'anhnv2.nv@tinh.gov.vn', localPart: 'anhnv2.nv', how: 'ordinal', explained: expect.anything() },
      ]),
      taken: [{ address: 'anhnv.nv@tinh.gov.vn', owner: 'Nguyễn Văn Anh' }],
    });
  });

  it('of a unit that there is not are refused', async () => {
    expect((await get('/names/people?name=Ma%20Lan&unit=nvv')).status).toBe(400);
    expect((await get('/names/units?name=Sở%20Mới&kind=agency&parent=ubndd')).status).toBe(400);
    expect((await get('/names/units?name=Sở%20Mới&kind=nothing')).status).toBe(400);
  });
});

describe('the audit', () => {
  it.each([
    'person=khongai',
    'mailbox=khong@co.vn',
    'unit=không',
    'actor=khongai',
    'act=nothing',
    'from=yesterday',
    'to=2026-02-31',
    'plan=x',
  ])('is not searched by what is not known: %s', async (query) => {
    const { status, body } = await get(`/audit?${query}`, 'auditor');
    expect(status).toBe(400);
    expect(body).toMatchObject({ problems: [{ at: query.split('=')[0] }] });
  });

  it('is searched by person, mailbox, unit, actor, act, plan and time', async () => {
    const { accountId, address } = await someone();
    await post(`/accounts/${accountId}/lock`);
    const acts = async (query: string) => (await get(`/audit?${query}`, 'auditor')).body.items.map(({ act }) => act);
    expect(await acts(`mailbox=${address}&act=account`)).toEqual(['account.lock']);
    expect(await acts(`person=${address}&act=account.lock`)).toEqual(['account.lock']);
    expect(await acts(`actor=${who.operator.address}&mailbox=${address}`)).toEqual(['account.lock']);
    expect(await acts(`actor=${who.auditor.address}&mailbox=${address}`)).toEqual([]);
    expect(await acts(`mailbox=${address}&act=account.lock&to=2020-01-01`)).toEqual([]);
    expect(await acts('unit=nv@tinh.gov.vn&act=unit.split')).toEqual([]);
    const { body } = await get(`/audit?mailbox=${address}&act=account.lock`, 'auditor');
    expect(body.items).toMatchObject([{ sentence: { vi: `Khoá tài khoản ${address}`, en: `Locked the account ${address}` }, via: 'http' }]);
  });

  it('that is read on beyond a page is taken out: recorded once, with what was asked for', async () => {
    const exports = () => api.house.rows(`SELECT actor_address AS by, via, detail FROM audit WHERE act = 'audit.export' ORDER BY id`);
    const before = (await exports()).length;
    const first = await get('/audit?act=person&limit=1', 'auditor');
    expect(await exports()).toHaveLength(before);
    const seen = [...first.body.items];
    let { next } = first.body;
    for (let turn = 0; turn < 4; turn += 1) {
      const page = await get(`/audit?act=person&limit=1&cursor=${next}`, 'auditor');
      seen.push(...page.body.items);
      next = page.body.next;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
    expect((await exports()).slice(before)).toEqual([{ by: who.auditor.address, via: 'http', detail: { format: 'api', act: 'person' } }]);
  });
});
