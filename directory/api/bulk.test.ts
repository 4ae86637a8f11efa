import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spreadsheetLimits } from '#io/spreadsheet/limits.ts';
import { readSpreadsheet } from '#io/spreadsheet/read-spreadsheet.fixture.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

const heading = 'Họ và tên;Ngày sinh;Đơn vị;Chức vụ';

let api: ApiHouse;
let operator: string;
let auditor: string;
let clerk: string;
let keys = 0;
beforeAll(async () => {
  api = await openApiHouse();
  operator = (await api.somebody('Trần Thị Quản', 'operator')).token;
  auditor = (await api.somebody('Lê Văn Soát', 'auditor')).token;
  clerk = (await api.somebody('Hà Thị Văn')).token;
});
afterAll(() => api?.[Symbol.asyncDispose]());

const send = (rows: string | readonly string[], query = '', token = operator, key = `k${++keys}`) =>
  api.ask(`/bulk${query}`, {
    token,
    method: 'POST',
    body: typeof rows === 'string' ? rows : rows.join('\n'),
    headers: { 'content-type': 'text/csv', 'idempotency-key': key },
  });

describe('a table sent to the API', () => {
  it('is refused before it is read from whoever may make no plans', async () => {
    for (const [token, status] of [
      [auditor, 403],
      [clerk, 403],
      ['ctt_wrong', 401],
    ] as const)
      expect((await send([heading, 'An Bình;;Sở Y tế;Y tá'], '', token)).status).toBe(status);
    expect((await api.ask('/bulk', { token: clerk })).status).toBe(403);
    expect((await api.ask('/bulk/1/undo', { token: auditor, body: {}, headers: { 'idempotency-key': 'k' } })).status).toBe(403);
  });

  it('is refused above its own measure, which is more than that of other requests', async () => {
    const large = 'a'.repeat(spreadsheetLimits.octetsMax + 1);
    expect((await send(large)).status).toBe(413);
    expect((await send(large, '', clerk)).status).toBe(403);
    const reply = await send(`${heading}\n${`${' '.repeat(80)};;;\n`.repeat(12_000)}`, '?dryRun=true');
    expect([reply.status, ((await reply.json()) as { problems: { what: string }[] }).problems.map(({ what }) => what)]).toEqual([
      200,
      ['empty'],
    ]);
    expect(
      (await api.ask('/people/plans', { token: operator, body: 'a'.repeat(800_000), headers: { 'idempotency-key': 'l' } })).status,
    ).toBe(413);
  });

  it('is refused where it is no table, or with a query that means nothing', async () => {
    expect((await send('Nguyeãn Vaên AÙnh;Ñôn vò;Söû Thoâng tin')).status).toBe(400);
    expect(await (await send('"', '?dryRun=true')).json()).toMatchObject({
      type: 'urn:congthu:problem:invalid',
      detail: expect.stringContaining('dòng 1'),
    });
    expect((await send([heading], '?dryrun=true')).status).toBe(400);
    expect((await send([heading, 'An Bình;;Sở Y tế;Y tá'], '', operator, '')).status).toBe(400);
  });

  it('is refused with its problems pointed at by row and column, and nothing is done', async () => {
    const rows = [heading, 'An Bình;;Sở Yt;Y tá', 'Lê Bình;31/2/1990;Sở Y tế;Y tá', 'Vi Bình;;Sở Y tế;Y tá'];
    const reply = await send(rows);
    expect(reply.status).toBe(409);
    const { problems } = (await reply.json()) as { problems: { at: string; what: string }[] };
    expect(problems.map(({ at, what }) => `${at} ${what}`)).toEqual(['/2/Đơn vị unknown-unit', '/3/Ngày sinh bad-day']);
    expect(await (await api.ask('/bulk', { token: auditor })).json()).toEqual({ items: [], next: null });
    const preview = (await (await send(rows, '?dryRun=true')).json()) as { problems: object[] };
    expect(preview.problems).toMatchObject([
      { row: 2, column: 'Đơn vị' },
      { row: 3, column: 'Ngày sinh' },
    ]);
  });

  it('is given back as text where it was asked for and anything is wrong, to be put right and sent again with the same numbers of rows', async () => {
    const rows = ['', heading, 'An Bình;;Sở Yt;Y tá', '', 'Vi Bình;;Sở Y tế;Y tá'];
    const table = async (query: string, sent = rows) => ((await (await send(sent, query)).json()) as { table?: { rows: object[] } }).table;
    expect(await table('?dryRun=true')).toBeUndefined();
    expect(await table('?dryRun=true&table=true', rows.with(2, ''))).toBeUndefined();
    expect(await table('?dryRun=true&table=true')).toMatchObject({
      headingRow: 2,
      rows: [
        { row: 3, cells: ['An Bình', '', 'Sở Yt', 'Y tá'] },
        { row: 5, cells: ['Vi Bình', '', 'Sở Y tế', 'Y tá'] },
      ],
    });
  });

  it('is previewed, made once for its key, listed, shown, undone', async () => {
    const rows = [heading, 'Vi Bình;1/2/1990;Sở Y tế;Y tá', 'Vi Binh An;;yt;Bác sĩ'];
    const preview = (await (await send(rows, '?dryRun=true&file=a.csv')).json()) as {
      title: { en: string };
      problems: object[];
      deeds: { recruits: object[] };
    };
    expect(preview).toMatchObject({
      title: { en: 'Table a.csv: 2 new people' },
      problems: [],
      deeds: { recruits: [{ row: 2 }, { row: 3 }] },
    });
    const made = await send(rows, '?file=a.csv', operator, 'once');
    const { id } = (await made.json()) as { id: number };
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/bulk/${id}`]);
    const again = await send(rows, '?file=a.csv', operator, 'once');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect((await send(rows, '?file=b.csv', operator, 'once')).status).toBe(422);
    expect(await (await api.ask('/bulk?limit=1', { token: auditor })).json()).toMatchObject({
      items: [{ id, rows: 2, made: 2, undone: 0 }],
      next: null,
    });
    const shown = await api.ask(`/bulk/${id}`, { token: auditor });
    expect(await shown.json()).toMatchObject({ people: [{ row: 2, address: 'binhv.yt@tinh.gov.vn', undoneAt: null }, { row: 3 }] });
    expect((await api.ask(`/bulk/${id}`, { token: auditor, headers: { 'if-none-match': shown.headers.get('etag')! } })).status).toBe(304);
    expect((await api.ask(`/bulk/${id + 1_000}`, { token: auditor })).status).toBe(404);
    const undo = (body: object, key = 'undo') =>
      api.ask(`/bulk/${id}/undo`, { token: operator, body, headers: { 'idempotency-key': key } });
    expect(await (await undo({ dryRun: true })).json()).toMatchObject({ takenBack: [{ row: 2 }, { row: 3 }], kept: [] });
    expect(await (await undo({})).json()).toMatchObject({ takenBack: [{ row: 2 }, { row: 3 }], kept: [] });
    expect(await (await api.ask('/bulk', { token: auditor })).json()).toMatchObject({ items: [{ id, undone: 2 }] });
    const [entry] = await api.house.rows<{ via: string; credential: string }>(`SELECT via, credential FROM audit WHERE act = 'bulk.undo'`);
    expect(entry).toMatchObject({ via: 'http', credential: expect.stringMatching(/^api-token /) });
  });

  it('has a template for whoever may read the directory', async () => {
    const reply = await api.ask('/bulk/template', { token: clerk });
    expect(reply.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const read = await readSpreadsheet(new Uint8Array(await reply.arrayBuffer()));
    expect(read.ok && read.value.map(({ name }) => name)).toEqual(['Danh sách', 'Hướng dẫn', 'Danh mục']);
  });
});
