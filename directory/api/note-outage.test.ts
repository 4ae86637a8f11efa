import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putRule } from '#directory/duties/rule-sql.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { ownDutySchema } from './duty-schemas.ts';

let api: ApiHouse;
let operator: { token: string; address: string };
let staff: { token: string; accountId: number };
beforeAll(async () => {
  api = await openApiHouse();
  operator = await api.somebody('Hà Văn Sơn', 'operator');
  staff = await api.somebody('Nguyễn Văn Anh');
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function post(path: string, body: object, by: { token: string } = operator, key: string = randomUUID()) {
  const reply = await api.ask(path, { token: by.token, body, headers: { 'idempotency-key': key } });
  return { status: reply.status, body: (await reply.json()) as { id: number; detail: string } };
}
const outage = { kind: 'unplanned', beginsAt: '2026-03-02T01:00:00Z', endsAt: '2026-03-02T07:30:00Z', note: 'Đứt cáp quang' } as const;

describe('an outage is refused', () => {
  it('from who is no operator, to be noted or ended', async () => {
    expect((await post('/outages', outage, staff)).status).toBe(403);
    expect((await post('/outages/end', {}, staff)).status).toBe(403);
  });

  it('where it ends before it begins, says nothing, or none goes on', async () => {
    expect((await post('/outages', { ...outage, endsAt: outage.beginsAt })).status).toBe(400);
    expect((await post('/outages', { ...outage, note: ' ' })).status).toBe(400);
    expect((await post('/outages', { ...outage, kind: 'stopped' })).status).toBe(400);
    expect((await post('/outages/end', {})).status).toBe(409);
  });
});

it('an outage is noted once for its key, in the name of who noted it, and ended', async () => {
  const key = randomUUID();
  const first = await post('/outages', outage, operator, key);
  expect(first).toMatchObject({ status: 201, body: { kind: 'unplanned', endsAt: '2026-03-02T07:30:00.000Z', note: outage.note } });
  expect((await post('/outages', outage, operator, key)).body.id).toBe(first.body.id);
  const open = await post('/outages', { ...outage, beginsAt: '2026-03-03T01:00:00Z', endsAt: null });
  expect(open.status).toBe(201);
  expect(await post('/outages/end', { endsAt: '2026-03-03T02:00:00Z' })).toMatchObject({
    ...{ status: 200, body: { id: open.body.id, endsAt: '2026-03-03T02:00:00.000Z' } },
  });
  const entries = await api.house.rows<{ act: string; actor_address: string; via: string }>(
    `SELECT act, actor_address, via FROM audit WHERE act LIKE 'outage.%' ORDER BY id`,
  );
  expect(entries.map(({ act }) => act)).toEqual(['outage.note', 'outage.note', 'outage.end']);
  expect(entries.every((entry) => entry.actor_address === operator.address && entry.via === 'http')).toBe(true);
});

it('whoever asks sees what is left to read today, and of nobody else', async () => {
  await putRule(api.database, '2020-01-01', ['00:00-24:00']);
  await api.asOwner(`UPDATE post SET valid_from = '2000-01-01'; UPDATE appointment SET valid_from = '2000-01-01';
    UPDATE account SET created_at = '2020-01-01'; INSERT INTO calendar_day (day, is_working, name) VALUES (today_in_vietnam(), true, 'Làm bù')`);
  const today = async () => ownDutySchema.parse(await (await api.ask('/duties/today', { token: staff.token })).json());
  expect(await today()).toMatchObject({
    isCounted: true,
    mailboxes: [{ accountId: staff.accountId, parts: [{ is: 'now', isLooked: false }] }],
  });
  await api.asOwner(`INSERT INTO duty_look (account_id, actor_account_id, day, half_hours)
    VALUES (${staff.accountId}, ${staff.accountId}, today_in_vietnam(), 1)`);
  expect((await today()).mailboxes).toMatchObject([{ parts: [{ isLooked: true }], head: null }]);
  expect((await api.ask('/duties/today')).status).toBe(401);
});
