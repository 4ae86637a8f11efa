import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { approvalSchema } from './act-schemas.ts';
import { type ApiHouse, openApiHouse, overTls } from './api-house.fixture.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let who: Record<'first' | 'second' | 'auditor' | 'administrator' | 'staff', Somebody>;

beforeAll(async () => {
  api = await openApiHouse({ twoPeople: true });
  who = {
    first: await api.somebody('Quản Văn Nhất', 'operator'),
    second: await api.somebody('Quản Văn Nhị', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor'),
    administrator: await api.somebody('Đặng Thu Hà', 'unit-administrator', api.house.units.nv),
    staff: await api.somebody('Nguyễn Văn Anh'),
  };
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function post(path: string, body: unknown, by: keyof typeof who, key: string = randomUUID()) {
  const asked = { token: who[by].token, method: 'POST', body, headers: { 'idempotency-key': key, 'accept-language': 'en' } };
  const reply = await api.ask(path, asked);
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> & { approvalId: number } };
}
const listed = async (by: keyof typeof who, query = '') =>
  ((await (await api.ask(`/approvals${query}`, { token: who[by].token })).json()) as { items: { id: number }[] }).items;

describe('an act that takes two people', () => {
  it('is not done by one, nor approved by the same, nor by who may not do it themselves', async () => {
    const hold = { reason: 'CV 12/VKS' };
    const path = `/people/${who.staff.id}/hold`;
    const key = randomUUID();
    const refused = await post(path, hold, 'first', key);
    expect(refused).toMatchObject({ status: 403, body: { detail: 'This takes the approval of a second person' } });
    const approve = `/approvals/${refused.body.approvalId}/approve`;
    for (const by of ['first', 'auditor', 'administrator', 'staff'] as const) expect((await post(approve, '', by)).status, by).toBe(403);
    expect((await post(path, hold, 'first', key)).body.approvalId).toBe(refused.body.approvalId);
    expect((await post(path, hold, 'second')).status).toBe(403);
    expect((await post(approve, '', 'second')).status).toBe(200);
    expect((await post(approve, '', 'second')).status).toBe(409);
    expect(await post(path, hold, 'first', key)).toMatchObject({ status: 200, body: { isHeld: true } });
    expect((await post(path, hold, 'first', key)).status).toBe(200);
    const steps = await api.house.rows(`SELECT act, actor_address AS by, peer FROM audit WHERE act LIKE 'approval.%' ORDER BY id`);
    expect(steps.slice(0, 2)).toEqual([
      { act: 'approval.propose', by: who.first.address, peer: overTls.address },
      { act: 'approval.propose', by: who.second.address, peer: overTls.address },
    ]);
    expect(steps.at(-1)).toEqual({ act: 'approval.approve', by: who.second.address, peer: overTls.address });
  });

  it('needs a reason for the second', async () => {
    const role = { accountId: who.staff.accountId, role: 'auditor' };
    expect(await post('/roles', role, 'first')).toMatchObject({ status: 400, body: { detail: expect.stringContaining('reason') } });
  });

  it('is shown to who proposed it, who may approve it, and who reads everything about acts', async () => {
    const role = { accountId: who.staff.accountId, role: 'auditor', reason: 'QĐ 5' };
    const { approvalId } = (await post('/roles', role, 'first')).body;
    const sees = async (by: keyof typeof who) => (await listed(by)).some(({ id }) => id === approvalId);
    expect({ first: await sees('first'), second: await sees('second'), auditor: await sees('auditor') }).toEqual({
      ...{ first: true, second: true, auditor: true },
    });
    expect([await sees('administrator'), await sees('staff')]).toEqual([false, false]);
    expect(z.array(approvalSchema.strict()).parse(await listed('auditor', '?all=true')).length).toBeGreaterThan(1);
  });
});
