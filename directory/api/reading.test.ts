import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntrySchema, delegationSchema, proposedNamesSchema, roleSchema } from './act-schemas.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import {
  accountSchema,
  pageOf,
  personInFullSchema,
  personSchema,
  planInFullSchema,
  planSchema,
  unitHistorySchema,
  unitSchema,
} from './schemas.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
type Page = { readonly items: readonly Record<string, unknown>[]; readonly next: string | null };
let api: ApiHouse;
let who: Record<'operator' | 'auditor' | 'administrator' | 'staff' | 'elsewhere', Somebody>;

beforeAll(async () => {
  api = await openApiHouse();
  const { nv } = api.house.units;
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor', null, 'Sở Tài chính'),
    administrator: await api.somebody('Đặng Thu Hà', 'unit-administrator', nv),
    staff: await api.somebody('Nguyễn Văn Anh', undefined, null, 'Phòng Tổ chức'),
    elsewhere: await api.somebody('Trần Văn Ánh', undefined, null, 'Sở Y tế'),
  };
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function get(path: string, by: keyof typeof who = 'staff', headers: Record<string, string> = {}) {
  const reply = await api.ask(path, { token: who[by].token, headers });
  const body: unknown = reply.status === 304 ? null : await reply.json();
  return { status: reply.status, etag: reply.headers.get('etag') ?? '', body };
}
const page = async (path: string, by: keyof typeof who = 'staff') => (await get(path, by)).body as Page;
const names = async (path: string, by: keyof typeof who = 'staff') => (await page(path, by)).items.map(({ name }) => name);

describe('who may not', () => {
  it.each(['operator', 'auditor', 'administrator', 'staff', 'elsewhere'] as const)(
    '%s looks at accounts within the own reach alone',
    async (by) => {
      const everywhere = by === 'operator' || by === 'auditor';
      const { nv, yt } = api.house.units;
      const reach = async (path: string) => (await get(path, by)).status;
      expect(await reach('/accounts')).toBe(everywhere ? 200 : 403);
      expect(await reach(`/accounts?unit=${nv}`)).toBe(everywhere || by === 'administrator' ? 200 : 403);
      expect(await reach(`/accounts?unit=${yt}`)).toBe(everywhere ? 200 : 403);
      expect(await reach(`/accounts/${who[by].accountId}`)).toBe(200);
      expect(await reach(`/accounts/${who.elsewhere.accountId}`)).toBe(everywhere || by === 'elsewhere' ? 200 : 403);
      expect(await reach(`/accounts/${who.staff.accountId}`)).toBe(everywhere || by === 'administrator' || by === 'staff' ? 200 : 403);
      expect(await reach('/accounts/999999')).toBe(everywhere ? 404 : 403);
      expect(await reach('/plans')).toBe(everywhere ? 200 : 403);
      expect(await reach('/plans/999999')).toBe(everywhere ? 404 : 403);
    },
  );

  it('sees what somebody was, and why, of nobody else', async () => {
    const { personId } = { personId: who.elsewhere.id };
    for (const by of ['staff', 'administrator'] as const)
      expect((await get(`/people/${personId}`, by)).body).toMatchObject({ record: null });
    for (const by of ['elsewhere', 'operator', 'auditor'] as const)
      expect((await get(`/people/${personId}`, by)).body).toMatchObject({ record: { standing: 'in-service', formerPosts: [] } });
    expect((await get(`/people/${who.staff.id}`, 'administrator')).body).toMatchObject({ record: { standing: 'in-service' } });
  });

  it('learns only that somebody is away, not that they are suspended', async () => {
    const gone = await api.house.someone('Vi Văn Đào', 'Sở Y tế');
    await api.house.done({ do: 'suspend', person: gone.address, reason: 'đình chỉ công tác' });
    const { body } = await get(`/people/${gone.id}`);
    expect(body).toMatchObject({ presence: 'away', record: null });
    expect(JSON.stringify(body)).not.toMatch(/suspend|đình chỉ/);
    expect(await page('/people?q=vi van dao')).toMatchObject({ items: [{ name: 'Vi Văn Đào', presence: 'away' }] });
    expect(await names('/people?presence=away')).toEqual(['Vi Văn Đào']);
  });

  it('sees an account of somebody with a second post outside in no list of a unit', async () => {
    const both = await api.house.someone('Bàn Văn Hai', 'Sở Nội vụ');
    const listed = async () => names(`/accounts?unit=${api.house.units.nv}&kind=personal`, 'administrator');
    expect(await listed()).toContain('Bàn Văn Hai');
    await api.directory.appoint(both.id, api.house.units.yt, 'staff');
    expect(await listed()).not.toContain('Bàn Văn Hai');
    expect((await get(`/accounts/${both.accountId}`, 'administrator')).status).toBe(403);
  });
});

describe('units', () => {
  it('are listed in their order of rank, by what is above them, by kind, and as one types', async () => {
    expect(await names('/units')).toEqual(['Ủy ban nhân dân tỉnh', 'Sở Nội vụ', 'Sở Tài chính', 'Phòng Tổ chức', 'Sở Y tế']);
    expect(await names(`/units?parent=${api.house.units.nv}`)).toEqual(['Phòng Tổ chức']);
    expect(await names('/units?kind=office')).toEqual(['Phòng Tổ chức']);
    expect(await names('/units?q=so ta')).toEqual(['Sở Tài chính']);
    expect(await names('/units?q=Y TẾ')).toEqual(['Sở Y tế']);
    expect(await names('/units?q=nv@')).toEqual(['Sở Nội vụ']);
    expect(await names('/units?q=...')).toEqual([]);
  });

  it('are as they were on a day', async () => {
    await api.asOwner(`INSERT INTO unit_history (unit_id, valid_from, valid_to, parent_id, domain_id, kind, name)
      SELECT id, '2010-08-12', '2016-12-31', parent_id, domain_id, kind, 'Sở Tổ chức' FROM unit WHERE id = ${api.house.units.nv}`);
    expect(await names('/units?on=2016-12-31&q=so to')).toEqual(['Sở Tổ chức']);
    expect(await names('/units?on=2017-01-01&q=so noi')).toEqual(['Sở Nội vụ']);
    expect(await names('/units?on=2000-01-01')).toEqual([]);
    expect((await get(`/units/${api.house.units.nv}`)).body).toMatchObject({ versions: [{ name: 'Sở Tổ chức' }, { name: 'Sở Nội vụ' }] });
    expect((await get('/units/999999')).status).toBe(404);
  });
});

describe('people', () => {
  it('are found by words as they begin, without marks, and by address', async () => {
    expect(await names('/people?q=van anh')).toEqual(['Nguyễn Văn Anh', 'Trần Văn Ánh']);
    expect(await names('/people?q=NGUYỄN v')).toEqual(['Nguyễn Văn Anh']);
    expect(await names('/people?q=anhnv')).toEqual(['Nguyễn Văn Anh']);
    expect(await names(`/people?q=${who.staff.address}`)).toEqual(['Nguyễn Văn Anh']);
    expect(await names(`/people?q=${who.staff.address.slice(0, -3)}`)).toEqual(['Nguyễn Văn Anh']);
    expect(await names('/people?q=anhnv@')).toEqual([]);
  });

  it.each(["o'h", '%', "'", '\\', ':*', 'a & b | !c', '(', "van' | 'x", '....', '_'])('are searched for %j as text', async (q) => {
    expect((await get(`/people?q=${encodeURIComponent(q)}`)).status).toBe(200);
    expect(await names(`/people?q=${encodeURIComponent(q)}`)).not.toContain('Hà Văn Sơn');
  });

  it('are within a unit, or beneath it', async () => {
    const { nv } = api.house.units;
    expect(await names(`/people?unit=${nv}`)).not.toContain('Nguyễn Văn Anh');
    expect(await names(`/people?unit=${nv}&below=true`)).toContain('Nguyễn Văn Anh');
  });

  it('come page by page, by given name, each once', async () => {
    const seen: unknown[] = [];
    let at = '/people?limit=2';
    for (let turn = 0; turn < 10; turn += 1) {
      const { items, next } = await page(at);
      seen.push(...items.map(({ name }) => name));
      if (next === null) break;
      expect(items).toHaveLength(2);
      at = `/people?limit=2&cursor=${next}`;
    }
    expect(seen).toEqual(await names('/people'));
    expect(seen.slice(0, 2)).toEqual(['Nguyễn Văn Anh', 'Trần Văn Ánh']);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('a single resource', () => {
  it.each(['/units/1', '/people/1', '/accounts/1'])('%s is not sent again to who has it, until it changes', async (path) => {
    const { etag } = await get(path, 'operator');
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect((await get(path, 'operator', { 'if-none-match': `"x", W/${etag}` })).status).toBe(304);
    expect((await get(path, 'operator', { 'if-none-match': '"x"' })).status).toBe(200);
  });

  it('has another tag when it has changed', async () => {
    const path = `/accounts/${who.elsewhere.accountId}`;
    const { etag } = await get(path, 'operator');
    await api.directory.set(who.elsewhere.accountId, 'locked');
    expect(await get(path, 'operator', { 'if-none-match': etag })).toMatchObject({ status: 200, body: { state: 'locked' } });
    await api.directory.set(who.elsewhere.accountId, 'active');
  });
});

describe('what is given', () => {
  it('is what the document says, and nothing more', async () => {
    const rename = { do: 'rename', person: who.elsewhere.address, name: { family: 'Trần', middle: 'Văn', given: 'Ảnh' } };
    const planId = await api.house.kept(rename, '2099-01-01');
    await api.house.done({ do: 'suspend', person: who.auditor.address });
    const given = [
      ['/units', pageOf(unitSchema.strict())],
      [`/units/${api.house.units.nv}`, unitHistorySchema.strict()],
      ['/people', pageOf(personSchema.strict())],
      [`/people/${who.elsewhere.id}`, personInFullSchema.strict()],
      [`/people/${who.auditor.id}`, personInFullSchema.strict()],
      ['/accounts', pageOf(accountSchema.strict())],
      [`/accounts/${who.staff.accountId}`, accountSchema.strict()],
      ['/plans', pageOf(planSchema.strict())],
      ['/roles?all=true', pageOf(roleSchema.strict())],
      [`/accounts/${api.house.mailboxes.nv}/delegations`, z.object({ items: z.array(delegationSchema.strict()).min(1) })],
      ['/audit', pageOf(auditEntrySchema.strict())],
      ['/names/people?name=Ma%20Lan&unit=nv', proposedNamesSchema.strict()],
      [`/plans/${planId}`, planInFullSchema.strict()],
    ] as const;
    for (const [path, schema] of given) {
      const { status, body } = await get(path, 'operator');
      expect(status, path).toBe(200);
      expect(schema.safeParse(body).error?.issues ?? [], path).toEqual([]);
    }
  });
});
