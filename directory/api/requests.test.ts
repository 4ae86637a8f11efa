import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let who: Record<'operator' | 'auditor' | 'province' | 'officer' | 'other' | 'staff', Somebody>;

beforeAll(async () => {
  api = await openApiHouse();
  const { units } = api.house;
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor'),
    province: await api.somebody('Lê Thị Thu', 'unit-administrator', units.ubnd, 'Ủy ban nhân dân tỉnh'),
    officer: await api.somebody('Đặng Thu Hà', 'unit-administrator', units.nv),
    other: await api.somebody('Ma Văn Tú', 'unit-administrator', units.tc, 'Sở Tài chính'),
    staff: await api.somebody('Nguyễn Văn Anh'),
  };
});
afterAll(() => api?.[Symbol.asyncDispose]());

interface More {
  readonly by?: keyof typeof who;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}
type Body = Record<string, unknown> & { id: number; version: number; lines: Record<string, unknown>[] };

async function post(path: string, body: unknown = {}, { by = 'officer', key = randomUUID(), headers = {} }: More = {}) {
  const reply = await api.ask(`/requests${path}`, { token: who[by].token, body, headers: { 'idempotency-key': key, ...headers } });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body };
}
async function get(path: string, by: keyof typeof who = 'officer', headers = {}) {
  const reply = await api.ask(`/requests${path}`, { token: who[by].token, headers });
  return { status: reply.status, etag: reply.headers.get('etag'), body: (reply.status === 304 ? {} : await reply.json()) as Body };
}

const recruit = (name: string) => ({ do: 'recruit', name, unit: 'Sở Nội vụ', post: 'Chuyên viên' });
const list = (...names: string[]) => ({ unit: api.house.units.nv, lines: names.map(recruit) });
async function made(...names: string[]): Promise<number> {
  const { status, body } = await post('', list(...names));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

describe('a request is refused', () => {
  it.each(['other', 'staff', 'auditor'] as const)('to %s, made or only looked at', async (by) => {
    expect((await post('', list('Lý Thị Nga'), { by })).status).toBe(403);
    expect((await post('', { ...list('Lý Thị Nga'), dryRun: true }, { by })).status).toBe(403);
  });

  it('with what is wrong by JSON pointer, in the language asked for', async () => {
    const lines = [recruit('Lý Thị Nga'), { do: 'leave', person: 'Lý Thị Nga' }];
    const wrong = await post('', { unit: api.house.units.nv, lines }, { headers: { 'accept-language': 'en' } });
    expect(wrong).toMatchObject({
      status: 400,
      body: { detail: 'Mistakes in the list: 1', problems: [{ what: 'unknown-person', at: '/lines/1/person' }] },
    });
    const odd = await post('', { unit: api.house.units.nv, lines: [{ ...recruit('Lý Thị Nga'), salary: 1 }] });
    expect(odd).toMatchObject({ status: 400, body: { problems: [{ at: expect.stringContaining('/lines/0') }] } });
  });

  it('when it is not as it was read', async () => {
    const id = await made('Lý Thị Nga');
    const { etag } = await get(`/${id}`);
    expect((await post(`/${id}/return`, { reason: 'x' }, { by: 'province', headers: { 'if-match': '"other"' } })).status).toBe(412);
    // As it comes back from a browser that took it compressed.
    const read = { 'if-match': `W/${etag!.replace('W/', '')}` };
    expect((await post(`/${id}/return`, { reason: 'x' }, { by: 'province', headers: read })).status).toBe(200);
    expect((await post(`/${id}/withdraw`, {}, { headers: { 'if-match': etag! } })).status).toBe(412);
  });

  it('where the step is not theirs, or not now', async () => {
    const id = await made('Lý Thị Nga');
    for (const step of ['endorse', 'withdraw', 'carry-out'])
      for (const by of ['other', 'staff'] as const) expect((await post(`/${id}/${step}`, {}, { by })).status, step).toBe(403);
    expect((await post(`/${id}/endorse`)).status).toBe(403);
    expect((await post(`/${id}/carry-out`, {}, { by: 'operator' })).status).toBe(409);
    expect((await post(`/${id}/refuse`, {}, { by: 'operator' })).status).toBe(400);
    expect((await post('/999999/endorse', {}, { by: 'operator' })).status).toBe(404);
    for (const by of ['other', 'staff'] as const) expect((await get(`/${id}`, by)).status).toBe(403);
    expect((await get('?limit=5', 'staff')).status).toBe(403);
    expect((await get(`?unit=${api.house.units.tc}`)).status).toBe(403);
  });
});

describe('a request', () => {
  it('is made once for its key, endorsed, looked at and carried out', async () => {
    const key = randomUUID();
    const first = await post('', list('Lâm Thị Hoà', 'Lâm Thị Huệ'), { key });
    const again = await post('', list('Lâm Thị Hoà', 'Lâm Thị Huệ'), { key });
    expect(first).toMatchObject({ status: 201, body: { state: 'in-review', atUnitId: api.house.units.ubnd, version: 1, remarks: [] } });
    expect([again.body.id, again.headers.get('idempotency-replayed')]).toEqual([first.body.id, 'true']);
    const path = `/${first.body.id}`;
    expect(await post(`${path}/endorse`, {}, { by: 'province' })).toMatchObject({ status: 200, body: { state: 'endorsed', version: 2 } });
    const seen = await post(`${path}/carry-out`, { dryRun: true }, { by: 'operator' });
    expect(seen).toMatchObject({ status: 200, body: { state: 'preview', lines: [{ state: 'carried-out' }, { state: 'carried-out' }] } });
    expect((await get(path)).body).toMatchObject({ state: 'endorsed' });
    const refuse = [{ number: 2, reason: 'Chưa có quyết định' }];
    expect((await post(`${path}/carry-out`, { refuse }, { by: 'operator' })).body).toMatchObject({
      lines: [{ state: 'carried-out', result: { address: 'hoalt.nv@tinh.gov.vn' } }, { state: 'refused' }],
    });
    const { body, etag } = await get(path, 'auditor');
    expect(body).toMatchObject({
      state: 'carried-out',
      history: [{ step: 'make' }, { step: 'endorse' }, { step: 'carry-out', by: who.operator.address }],
    });
    expect((await get(path, 'auditor', { 'if-none-match': etag! })).status).toBe(304);
    const [entry] = await api.house.rows<{ via: string; credential: string }>(
      `SELECT via, credential FROM audit WHERE act = 'request.carry-out' AND detail ->> 'requestId' = $1`,
      [String(first.body.id)],
    );
    expect(entry).toMatchObject({ via: 'http', credential: expect.stringContaining('api-token') });
  });

  it('is corrected and gathered', async () => {
    const id = await made('Lâm Thị Liễu', 'Lâm Thị Lựu');
    const changes = [
      { do: 'strike', number: 2 },
      { do: 'add', line: recruit('Lâm Thị Mận') },
    ];
    expect((await post(`/${id}/correct`, { changes }, { by: 'province' })).body).toMatchObject({ state: 'in-review', version: 2 });
    const gathered = await post('/gather', { requests: [id], title: 'Tổng hợp tháng 11' }, { by: 'province' });
    expect(gathered).toMatchObject({ status: 201, body: { state: 'in-review' } });
    expect((await get(`/${gathered.body.id}`, 'province')).body).toMatchObject({
      ...{ title: 'Tổng hợp tháng 11', parts: [{ id }], lines: [{ from: { requestId: id, number: 1 } }, { from: { number: 3 } }] },
    });
    expect((await get(`/${id}`)).body).toMatchObject({ state: 'gathered', gatheredInto: gathered.body.id });
  });

  it('is listed page by page, by unit and state', async () => {
    const { units } = api.house;
    const [one, other] = [await made('Lâm Thị Na'), await made('Lâm Thị Nhãn')];
    const first = await get(`?unit=${units.nv}&state=in-review&limit=1`);
    expect(first.body).toMatchObject({ items: [{ id: other, unit: 'Sở Nội vụ', lines: 1 }] });
    const next = await get(`?unit=${units.nv}&state=in-review&limit=1&cursor=${encodeURIComponent(String(first.body.next))}`);
    expect(next.body).toMatchObject({ items: [{ id: one }] });
    expect((await get(`?unit=${units.tc}`, 'other')).body).toEqual({ items: [], next: null });
    expect((await get(`?limit=1&cursor=${encodeURIComponent(String(first.body.next))}`, 'auditor')).status).toBe(400);
    expect((await get('?limit=200', 'auditor')).status).toBe(200);
  });
});
