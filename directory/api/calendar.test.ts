import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

let api: ApiHouse;
let operator: string;
let others: readonly string[];

beforeAll(async () => {
  api = await openApiHouse();
  operator = (await api.somebody('Hà Văn Sơn', 'operator')).token;
  const unitAdministrator = await api.somebody('Đặng Thu Hà', 'unit-administrator', api.house.units.nv);
  const auditor = await api.somebody('Lý Thị Mai', 'auditor');
  others = [unitAdministrator.token, auditor.token, (await api.somebody('Nguyễn Văn Anh')).token];
});
afterAll(() => api?.[Symbol.asyncDispose]());

const set = (token: string, body: object) => api.ask('/calendar', { token, body, headers: { 'idempotency-key': randomUUID() } });
const off = { day: '2026-08-31', set: { isWorking: false, name: 'Nghỉ hoán đổi' } };

describe('the calendar', () => {
  it('is set by nobody but the operator, and by nobody without a token', async () => {
    expect((await api.ask('/calendar?year=2026')).status).toBe(401);
    for (const token of others) expect((await set(token, off)).status).toBe(403);
  });

  it.each([
    [{ ...off, day: '2026-02-30' }, 400],
    [{ ...off, set: { isWorking: false, name: '' } }, 400],
    [{ day: '2026-08-28', set: null }, 404],
    [{ ...off, more: 1 }, 400],
  ])('takes no %j', async (body, status) => {
    expect((await set(operator, body)).status).toBe(status);
  });

  it('asks for a year that there is', async () => {
    for (const year of ['1200', 'nay', '']) expect((await api.ask(`/calendar?year=${year}`, { token: operator })).status).toBe(400);
  });

  it('is read by everybody, and has what was set at once', async () => {
    expect((await set(operator, { ...off, reason: 'TB 1/TB-UBND' })).status).toBe(200);
    const reply = await api.ask('/calendar?year=2026', { token: others[2]! });
    const { items } = (await reply.json()) as { items: { day: string; from: string }[] };
    expect(items.find(({ day }) => day === '2026-08-31')).toEqual({
      day: '2026-08-31',
      isWorking: false,
      name: { vi: 'Nghỉ hoán đổi', en: 'Nghỉ hoán đổi' },
      from: 'set',
    });
    expect(items.find(({ day }) => day === '2026-02-17')).toMatchObject({ from: 'law', isWorking: false });
    expect((await set(operator, { day: '2026-08-31', set: null })).status).toBe(200);
  });
});
