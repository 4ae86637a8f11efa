import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { announcementLimits } from '#directory/announcements/limits.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

let api: ApiHouse;
let operator: { token: string; address: string };
let inside: { token: string };
let outside: { token: string };
beforeAll(async () => {
  api = await openApiHouse();
  operator = await api.somebody('Hà Văn Sơn', 'operator');
  inside = await api.somebody('Nguyễn Văn Anh');
  outside = await api.somebody('Trần Văn Ánh', undefined, null, 'Sở Y tế');
});
afterAll(() => api?.[Symbol.asyncDispose]());
afterEach(() => api.asOwner('DELETE FROM announcement_notice; DELETE FROM announcement'));

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const told = (more: object = {}) => ({
  ...{ kind: 'maintenance', title: 'Nâng cấp <b>máy chủ</b>', body: 'Từ 22 giờ.\nXin lỗi vì bất tiện.', titleEn: null, bodyEn: null },
  ...{ beginsAt: at(-1), endsAt: at(2), unitId: null, isPublic: false, ...more },
});

interface Answered {
  readonly id: number;
  readonly state: string;
  readonly items: { id: number; title: string; revision: number }[];
  readonly recipients: number;
  readonly mayCorrect: boolean;
  readonly mail: { told: number; waiting: number } | null;
}
async function send(method: string, path: string, body?: object, by: { token: string } = operator, key: string = randomUUID()) {
  const reply = await api.ask(path, { token: by.token, method, body: body ?? {}, headers: { 'idempotency-key': key } });
  return { status: reply.status, body: (await reply.json()) as Answered };
}
const make = (more: object = {}) => send('POST', '/announcements', told(more));
async function get(path: string, by: { token: string } = operator): Promise<Answered> {
  return (await (await api.ask(path, { token: by.token })).json()) as Answered;
}
const before = async () => {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return (await (await api.ask('/session/announcements', { headers: { 'x-congthu': '1' } })).json()) as Answered;
};

describe('an announcement is refused', () => {
  it.each([
    ['an empty title', { title: ' ' }],
    ['a title of two lines', { title: 'một\nhai' }],
    ['a title that turns the direction of writing', { title: 'abc\u202edef' }],
    ['a text with a control character', { body: 'a\u0007b' }],
    ['a title that is too long', { title: 'x'.repeat(announcementLimits.titleCharactersMax + 1) }],
    ['English by halves', { titleEn: 'Upgrade' }],
    ['an end before the beginning', { endsAt: at(-2) }],
    ['an end that has passed', { beginsAt: at(-3), endsAt: at(-2) }],
    ['more than a year', { endsAt: at(24 * 400) }],
    ['a unit that is none', { unitId: 999_999 }],
    ['being public for one unit', { isPublic: true, unitId: 1 }],
    ['being public and no maintenance', { isPublic: true, kind: 'urgent' }],
  ])('for %s', async (_, more) => {
    expect((await make(more)).status).toBe(400);
  });

  it('beyond so many at once', async () => {
    for (let made = 0; made < announcementLimits.activeMax; made += 1) expect((await make()).status).toBe(201);
    const refused = await make();
    expect(refused).toMatchObject({ status: 400, body: { type: 'urn:congthu:problem:limit' } });
  });

  it('to be corrected once it has begun, was mailed or ended; to be ended or mailed twice', async () => {
    const shown = (await make()).body.id;
    expect((await send('PUT', `/announcements/${shown}`, told())).status).toBe(409);
    const later = (await make({ beginsAt: at(1) })).body.id;
    expect((await send('POST', `/announcements/${later}/mail`)).status).toBe(200);
    expect((await send('PUT', `/announcements/${later}`, told({ beginsAt: at(1) }))).status).toBe(409);
    expect((await send('POST', `/announcements/${later}/mail`)).status).toBe(409);
    expect((await send('POST', `/announcements/${later}/end`)).status).toBe(200);
    expect((await send('POST', `/announcements/${later}/end`)).status).toBe(409);
    expect((await send('POST', `/announcements/${later}/mail`)).status).toBe(409);
    expect((await send('POST', '/announcements/999999/end')).status).toBe(404);
  });

  it('before signing in to whoever is not the page for that', async () => {
    expect((await api.ask('/session/announcements')).status).toBe(403);
    expect((await api.ask('/session/announcements', { headers: { 'x-congthu': '1', 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });
});

it('is shown as it was written to those it is for, while it lasts', async () => {
  const all = (await make()).body.id;
  const ofUnit = (await make({ unitId: api.house.units.nv, kind: 'urgent' })).body.id;
  await make({ beginsAt: at(1) });
  const seen = await get('/announcements/current', inside);
  expect(seen.items.map(({ id }) => id)).toEqual([ofUnit, all]);
  expect(seen.items[1]?.title).toBe('Nâng cấp <b>máy chủ</b>');
  expect((await get('/announcements/current', outside)).items.map(({ id }) => id)).toEqual([all]);
  await send('POST', `/announcements/${all}/end`);
  expect((await get('/announcements/current', outside)).items).toEqual([]);
  expect((await get('/announcements')).items).toHaveLength(3);
});

it('is corrected until it begins, and is another to whoever put the former away', async () => {
  const { id } = (await make({ beginsAt: at(1) })).body;
  expect(await get(`/announcements/${id}`)).toMatchObject({ state: 'to-come', mayCorrect: true, mail: null });
  const corrected = await send('PUT', `/announcements/${id}`, told({ title: 'Lùi một ngày', unitId: api.house.units.nv }));
  expect(corrected).toMatchObject({ status: 200, body: { state: 'shown' } });
  expect((await get('/announcements/current', inside)).items).toMatchObject([{ title: 'Lùi một ngày', revision: 2 }]);
});

it('mail goes to those it is for, once for its key, and the audit says who ordered it', async () => {
  const { id } = (await make({ unitId: api.house.units.yt })).body;
  const { recipients } = await get(`/announcements/${id}`);
  expect(recipients).toBe(1);
  const key = randomUUID();
  expect((await send('POST', `/announcements/${id}/mail`, {}, operator, key)).body).toEqual({ id, recipients: 1 });
  expect((await send('POST', `/announcements/${id}/mail`, {}, operator, key)).status).toBe(200);
  expect((await get(`/announcements/${id}`)).mail).toEqual({ told: 0, waiting: 1, unreached: 0 });
  const entries = await api.house.rows<{ act: string; actor_address: string; target: string }>(
    `SELECT act, actor_address, target FROM audit WHERE act LIKE 'announcement.%' ORDER BY id DESC LIMIT 2`,
  );
  expect(entries.map(({ act }) => act)).toEqual(['announcement.mail', 'announcement.make']);
  expect(entries[0]).toMatchObject({ actor_address: operator.address, target: 'Nâng cấp <b>máy chủ</b>' });
});

it('only public maintenance is told before anybody has signed in', async () => {
  await make();
  await make({ isPublic: true, title: 'Bảo trì đêm nay' });
  expect((await before()).items.map(({ title }) => title)).toEqual(['Bảo trì đêm nay']);
});
