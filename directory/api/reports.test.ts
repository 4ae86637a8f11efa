import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonFacts } from '#directory/people/person-facts-sql.ts';
import { readSpreadsheet } from '#io/spreadsheet/read-spreadsheet.fixture.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { mediaTypes } from './report-reply.ts';

let api: ApiHouse;
type Somebody = PersonFacts & { token: string };
let operator: Somebody;
let admin: Somebody;
let auditor: Somebody;
let head: Somebody;
let staff: Somebody;
beforeAll(async () => {
  api = await openApiHouse();
  const { units } = api.house;
  operator = await api.somebody('Hà Văn Sơn', 'operator');
  admin = await api.somebody('Ma Thị Lan', 'unit-administrator', units.nv);
  auditor = await api.somebody('Bế Văn Tư', 'auditor');
  head = await api.somebody('Lý Thị Mai');
  staff = await api.somebody('Nông Văn An');
  await api.directory.appoint(head.id, units.nv, 'head');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const period = '2020-01-01..2020-06-30';
let keys = 0;
const issue = (token: string, body: object, key = `key-${++keys}`) =>
  api.ask('/reports', { token, body: { period, number: `${++keys}/BC`, ...body }, headers: { 'idempotency-key': key } });
const statuses = (tokens: readonly Somebody[], ask: (token: string) => Promise<Response>) =>
  Promise.all(tokens.map(async ({ token }) => (await ask(token)).status));

async function issued(body: object = {}): Promise<{ id: number; digest: string }> {
  const reply = await issue(operator.token, body);
  expect(reply.status).toBe(201);
  return (await reply.json()) as { id: number; digest: string };
}

describe('a report', () => {
  it('is for who may read it: of everything, of a unit with those below it, of the own unit', async () => {
    const everybody = [operator, admin, auditor, head, staff];
    const { units } = api.house;
    const draft = (unit?: number) =>
      statuses(everybody, (token) => api.ask(`/reports/draft?period=${period}${unit === undefined ? '' : `&unit=${unit}`}`, { token }));
    expect(await draft()).toEqual([200, 403, 200, 403, 403]);
    expect(await draft(units.nv)).toEqual([200, 200, 200, 200, 403]);
    expect(await draft(units.tochuc)).toEqual([200, 200, 200, 403, 403]);
    expect(await draft(units.yt)).toEqual([200, 403, 200, 403, 403]);
    const { id } = await issued({ unitId: units.nv });
    expect(await statuses(everybody, (token) => api.ask(`/reports/${id}`, { token }))).toEqual([200, 200, 200, 200, 403]);
    expect(await statuses(everybody, (token) => api.ask(`/reports?unit=${units.nv}`, { token }))).toEqual([200, 200, 200, 200, 403]);
    expect(await statuses(everybody, (token) => issue(token, { unitId: units.nv }))).toEqual([201, 201, 403, 201, 403]);
  });

  it('is refused of a period or unit that there is not, and under a number that was given', async () => {
    const ask = (query: string) => api.ask(`/reports/draft?${query}`, { token: operator.token });
    expect((await ask('period=2026-H3')).status).toBe(400);
    expect((await ask(`period=${period}&unit=99999`)).status).toBe(404);
    expect((await ask(`period=${period}&format=docx`)).status).toBe(400);
    await issued({ number: '12/BC-STTTT' });
    const again = await issue(operator.token, { number: '12/BC-STTTT' });
    expect([again.status, ((await again.json()) as { detail: string }).detail]).toEqual([409, expect.stringContaining('12/BC-STTTT')]);
    expect((await api.ask('/reports/99999', { token: operator.token })).status).toBe(404);
    // How many there are is nothing to who reads none.
    expect((await api.ask('/reports/99999', { token: staff.token })).status).toBe(403);
  });

  it('is issued once for its key, by whom the audit says', async () => {
    const body = { number: '15/BC-STTTT', signer: 'Hà Văn Sơn' };
    const [one, again] = [await issue(operator.token, body, 'the-same'), await issue(operator.token, body, 'the-same')];
    const report = (await one.json()) as { id: number; digest: string };
    expect(await again.json()).toEqual(report);
    expect(one.headers.get('location')).toBe(`/api/v1/reports/${report.id}`);
    const { rows } = await api.database.pool.query(
      `SELECT actor_account_id AS actor, via, detail FROM audit WHERE act = 'report.issue' AND target = '15/BC-STTTT'`,
    );
    expect(rows).toEqual([
      { actor: operator.accountId, via: 'http', detail: expect.objectContaining({ reportId: report.id, digest: report.digest }) },
    ]);
  });
});

describe('an issued report', () => {
  it('is given as JSON, and as 304 to who has it', async () => {
    const { id } = await issued({ recipients: ['UBND tỉnh'] });
    const reply = await api.ask(`/reports/${id}`, { token: operator.token });
    expect(await reply.json()).toMatchObject({
      id,
      period,
      letterhead: { issuer: 'Ủy ban nhân dân tỉnh', recipients: ['UBND tỉnh'] },
      figures: { version: 1, asOf: '2020-06-30' },
    });
    const headers = { 'if-none-match': reply.headers.get('etag')! };
    expect((await api.ask(`/reports/${id}`, { token: operator.token, headers })).status).toBe(304);
  });

  it('is given as PDF or XLSX by name or Accept, the same each time', async () => {
    const { id } = await issued();
    const [byName, byAccept] = await Promise.all([
      api.ask(`/reports/${id}?format=pdf`, { token: operator.token }),
      api.ask(`/reports/${id}`, { token: operator.token, headers: { accept: `text/html, ${mediaTypes.pdf};q=0.9` } }),
    ]);
    const pdf = Buffer.from(await byName.arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(await byAccept.arrayBuffer()).equals(pdf)).toBe(true);
    expect(byAccept.headers.get('vary')).toMatch(/\bAccept\b(?!-)/);
    expect(byName.headers.get('content-disposition')).toBe('attachment; filename="bao-cao-2020-01-01-den-2020-06-30.pdf"');
    const headers = { 'if-none-match': byName.headers.get('etag')! };
    expect((await api.ask(`/reports/${id}?format=pdf`, { token: operator.token, headers })).status).toBe(304);
    expect((await api.ask(`/reports/${id}?format=pdf&levels=1`, { token: operator.token, headers })).status).toBe(200);
    const xlsx = await api.ask(`/reports/${id}?format=xlsx`, { token: operator.token });
    expect(await readSpreadsheet(new Uint8Array(await xlsx.arrayBuffer()))).toMatchObject({ ok: true });
  });

  it('is listed by pages, the newest first', async () => {
    const [older, newer] = [await issued(), await issued()];
    const first = (await (await api.ask('/reports?limit=1', { token: auditor.token })).json()) as { items: { id: number }[]; next: string };
    const next = (await (await api.ask(`/reports?limit=1&cursor=${first.next}`, { token: auditor.token })).json()) as typeof first;
    expect([first.items[0]!.id, next.items[0]!.id]).toEqual([newer.id, older.id]);
  });
});
