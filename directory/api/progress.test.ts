import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carryOutDuePlans } from '#directory/lifecycle/carry-out-due-plans.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

let api: ApiHouse;
let operator: string;
let keys = 0;
beforeAll(async () => {
  api = await openApiHouse();
  operator = (await api.somebody('Trần Thị Quản', 'operator')).token;
});
afterAll(() => api?.[Symbol.asyncDispose]());

const post = (path: string, body: unknown, prefer = 'respond-async') =>
  api.ask(path, {
    token: operator,
    method: 'POST',
    body,
    headers: { prefer, 'idempotency-key': `k${++keys}`, ...(typeof body === 'string' ? { 'content-type': 'text/csv' } : {}) },
  });
const progressOf = async (id: number) => (await api.ask(`/plans/${id}/progress`, { token: operator })).json() as Promise<{ state: string }>;
async function ended(id: number) {
  for (;;) {
    const progress = await progressOf(id);
    if (progress.state !== 'under-way') return progress;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const table = (name: string) => `Họ và tên;Ngày sinh;Đơn vị;Chức vụ\n${name};1/2/1990;Sở Y tế;Y tá`;
const later = '2099-01-01';

describe('an act that nobody waits for', () => {
  it('is refused at once where it can be seen that it comes to nothing', async () => {
    expect((await api.ask('/plans/999999/progress', { token: operator })).status).toBe(404);
    expect((await post('/bulk', table('!!!'))).status).toBe(409);
    expect((await post('/plans/999999/carry-out', {})).status).toBe(404);
    const kept = (await (await post('/people/plans', { effectiveOn: later, request: leave('Lê Văn Mai') }, '')).json()) as { id?: number };
    expect(kept.id).toBeUndefined();
  });

  it('is told as under way, then as carried out; whoever waits is answered as ever', async () => {
    const begun = await post('/bulk', table('Vi Văn Chờ'));
    expect([begun.status, begun.headers.get('preference-applied')]).toEqual([202, 'respond-async']);
    const { id, state } = (await begun.json()) as { id: number; state: string };
    expect([state, (await ended(id)).state]).toEqual(['under-way', 'carried-out']);
    expect(await api.house.rows(`SELECT FROM person WHERE display_name = 'Vi Văn Chờ'`)).toHaveLength(1);
    expect(await api.house.rows('SELECT FROM plan_progress WHERE plan_id = $1', [id])).toEqual([]);
    const waited = await post('/bulk', table('Vi Văn Đợi'), 'wait=20');
    expect([waited.status, ((await waited.json()) as { state: string }).state]).toEqual([201, 'carried-out']);
  });

  it('is kept for its day where that has not come, whatever is preferred', async () => {
    const person = await api.house.someone('Hà Văn Sau', 'Sở Y tế');
    const kept = await post('/people/plans', { effectiveOn: later, request: leave(person.address) });
    expect(kept.status).toBe(201);
    const { id } = (await kept.json()) as { id: number };
    expect(await progressOf(id)).toMatchObject({ state: 'planned', step: null });
    expect((await post(`/plans/${id}/carry-out`, {})).status).toBe(400);
  });

  it('is refused while it is under way, says why it came to nothing, and may be tried again', async () => {
    const id = await keptForToday('Hà Văn Một');
    await api.house.rows('INSERT INTO plan_progress (plan_id, done, total) VALUES ($1, 2, 5)', [id]);
    expect(await progressOf(id)).toMatchObject({ state: 'under-way', step: 'checking', done: 2, total: 5 });
    const second = await post(`/plans/${id}/carry-out`, {});
    expect([second.status, ((await second.json()) as { detail: string }).detail]).toEqual([
      409,
      expect.stringContaining('đang được thực hiện'),
    ]);
    await api.house.rows(`UPDATE plan_progress SET told_at = now() - interval '1 hour'`);
    await api.asOwner(`UPDATE plan SET body = jsonb_set(body, '{request,person}', '"Không Có Ai"') WHERE id = ${id}`);
    expect((await post(`/plans/${id}/carry-out`, {})).status).toBe(202);
    expect(await ended(id)).toMatchObject({ state: 'refused', because: { en: expect.stringMatching(/stale|cannot/) } });
  });
});

describe('a program that was stopped in the middle', () => {
  it('leaves nothing half done, says so, and the plan to those whose day has come', async () => {
    const id = await keptForToday('Hà Văn Hai');
    await api.house.rows('INSERT INTO plan_progress (plan_id) VALUES ($1)', [id]);
    const due = { today: today(), onFault: (_plan: number, fault: unknown) => expect.fail(String(fault)) };
    expect((await carryOutDuePlans(api.house.deps, due)).carriedOut).not.toContain(id);
    await api.house.rows(`UPDATE plan_progress SET told_at = now() - interval '1 minute' WHERE plan_id = $1`, [id]);
    expect(await progressOf(id)).toMatchObject({ state: 'interrupted' });
    expect((await carryOutDuePlans(api.house.deps, due)).carriedOut).toContain(id);
    expect(await progressOf(id)).toMatchObject({ state: 'carried-out' });
  });
});

const leave = (person: string) => ({ do: 'leave', person });

const today = () => vietnamDate(new Date());

async function keptForToday(name: string): Promise<number> {
  const person = await api.house.someone(name, 'Sở Y tế');
  return api.house.kept(leave(person.address), today());
}
