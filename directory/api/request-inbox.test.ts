import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
type By = 'operator' | 'province' | 'officer' | 'head' | 'other' | 'staff';
let api: ApiHouse;
let who: Record<By, Somebody>;

beforeAll(async () => {
  api = await openApiHouse();
  const { units } = api.house;
  const head = await api.house.someone('Phạm Quốc Khánh', 'Sở Nội vụ', { title: 'Giám đốc', kind: 'head' });
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    province: await api.somebody('Lê Thị Thu', 'unit-administrator', units.ubnd, 'Ủy ban nhân dân tỉnh'),
    officer: await api.somebody('Đặng Thu Hà', 'unit-administrator', units.nv),
    other: await api.somebody('Ma Văn Tú', 'unit-administrator', units.tc, 'Sở Tài chính'),
    head: { ...head, token: (await api.token(head)).shown },
    staff: await api.somebody('Nguyễn Văn Anh'),
  };
});
afterAll(() => api?.[Symbol.asyncDispose]());

type Body = Record<string, unknown> & { id: number; next: string; items: { id: number; step: string }[] };

async function ask(path: string, by: By, body?: unknown): Promise<{ status: number; body: Body }> {
  const reply = await api.ask(`/requests${path}`, { token: who[by].token, body, headers: { 'idempotency-key': randomUUID() } });
  return { status: reply.status, body: (await reply.json()) as Body };
}
async function made(name: string, by: By = 'officer'): Promise<number> {
  const lines = [{ do: 'recruit', name, unit: 'Sở Nội vụ', post: 'Chuyên viên' }];
  const { status, body } = await ask('', by, { unit: api.house.units.nv, lines });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}
const ids = async (query: string, by: By) => (await ask(`?${query}`, by)).body.items.map(({ id }) => id);
const steps = async (id: number, by: By) => (await ask(`/${id}/steps`, by)).body.items.map(({ step }) => step);
const csv = (text: string) => Buffer.from(text).toString('base64');

describe('is refused', () => {
  it.each(['other', 'staff'] as const)('to %s: what may be done with a request of others', async (by) => {
    expect((await ask(`/${await made('Lý Thị Nga')}/steps`, by)).status).toBe(403);
    expect((await ask('/999999/steps', by)).status).toBe(404);
  });

  it.each(['other', 'staff'] as const)('to %s: to have a list read for a unit that is not theirs', async (by) => {
    const file = csv('Họ và tên,Chức vụ\nLý Thị Nga,Chuyên viên');
    expect((await ask('/read-file', by, { unit: api.house.units.nv, file })).status).toBe(403);
  });

  it('what is not Base64, or no list', async () => {
    expect((await ask('/read-file', 'officer', { unit: api.house.units.nv, file: 'không phải' })).status).toBe(400);
    const read = await ask('/read-file', 'officer', { unit: api.house.units.nv, file: csv('a\nb') });
    expect(read).toMatchObject({ status: 200, body: { lines: [], problems: [{ row: null, vi: expect.stringContaining('tiêu đề') }] } });
  });
});

describe('what waits for somebody', () => {
  it('is what is at the unit they administer and others submitted, then the operator’s, then the unit’s own again', async () => {
    const id = await made('Lâm Thị Hoà');
    const waits = async () =>
      (await Promise.all((['province', 'operator', 'officer', 'head', 'other'] as const).map((by) => ids('waiting=me', by)))).map((all) =>
        all.includes(id),
      );
    expect(await waits()).toEqual([true, false, false, false, false]);
    await ask(`/${id}/endorse`, 'province', {});
    expect(await waits()).toEqual([false, true, false, false, false]);
    await ask(`/${id}/return`, 'operator', { reason: 'Thiếu quyết định' });
    expect(await waits()).toEqual([false, false, true, true, false]);
    await ask(`/${id}/withdraw`, 'head', {});
    expect(await waits()).toEqual([false, false, false, false, false]);
  });

  it('comes page by page, what is due first before the rest', async () => {
    const [one, other] = [await made('Lâm Thị Huệ'), await made('Lâm Thị Lan')];
    await api.asOwner(`UPDATE request SET due_on = '2020-01-01' WHERE id = ${other}`);
    const first = await ask('?waiting=me&limit=1', 'province');
    expect(first.body).toMatchObject({ items: [{ id: other, dueOn: '2020-01-01' }] });
    const next = await ask(`?waiting=me&limit=200&cursor=${encodeURIComponent(String(first.body.next))}`, 'province');
    expect(next.body.items.map(({ id }) => id)).toContain(one);
    expect(next.body.items.map(({ id }) => id)).not.toContain(other);
  });
});

describe('what somebody follows', () => {
  it('is within their reach, without naming a unit', async () => {
    const id = await made('Lâm Thị Mai');
    for (const by of ['operator', 'province', 'officer', 'head'] as const) expect(await ids('limit=200', by), by).toContain(id);
    expect(await ids('limit=200', 'other')).toEqual([]);
  });

  it('is found by words of whom it is about, of the unit, and by its number', async () => {
    const id = await made('Lâm Thị Đào');
    for (const q of ['lam dao', 'LÂM THỊ ĐÀO', 'noi vu dao', String(id)])
      expect(await ids(`q=${encodeURIComponent(q)}`, 'officer'), q).toContain(id);
    for (const q of ['dao khong co', '100%', '_']) expect(await ids(`q=${encodeURIComponent(q)}`, 'officer'), q).toEqual([]);
  });
});

it('tells what each may do with a request, and that nobody vouches for their own', async () => {
  const id = await made('Lâm Thị Hồng', 'operator');
  expect(await steps(id, 'province')).toEqual(['correct', 'return', 'gather', 'endorse', 'withdraw']);
  expect(await steps(id, 'officer')).toEqual(['withdraw']);
  const own = (await ask(`/${id}/steps`, 'operator')).body.items as unknown[];
  expect(own).toContainEqual({ step: 'endorse', as: null, because: { vi: expect.stringContaining('chính mình'), en: expect.any(String) } });
  expect(own).toContainEqual({ step: 'return', as: 'above', because: null });
});

it('reads a list into lines that can be sent, and gives the workbook to fill in', async () => {
  const file = csv('Họ và tên,Đơn vị,Chức vụ\nLý Thị Nga,Sở Nội vụ,Chuyên viên\n');
  const { body } = await ask('/read-file', 'officer', { unit: api.house.units.nv, file });
  expect(body).toMatchObject({ problems: [], lines: [{ row: 2, line: { do: 'recruit', name: 'Lý Thị Nga', post: 'Chuyên viên' } }] });
  const template = await api.ask('/requests/template', { token: who.staff.token });
  expect(template.headers.get('content-type')).toContain('spreadsheetml');
  expect(
    Buffer.from(await template.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});
