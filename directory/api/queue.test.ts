import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { queuedMessageSchema } from './queue-schemas.ts';
import { statusSchema } from './status-schemas.ts';

let api: ApiHouse;
let who: Record<'operator' | 'auditor' | 'administrator' | 'staff', { token: string; address: string }>;
beforeAll(async () => {
  api = await openApiHouse();
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor', null, 'Sở Tài chính'),
    administrator: await api.somebody('Đặng Thu Hà', 'unit-administrator', api.house.units.nv),
    staff: await api.somebody('Nguyễn Văn Anh', undefined, null, 'Phòng Tổ chức'),
  };
});
beforeEach(() => {
  api.queue.messages = [];
  api.queue.done.length = 0;
  api.queue.asked.length = 0;
  api.queue.add(7, 'anhnv.nv@tinh.gov.vn', ['waiting', 'sending', 'delivered']);
  api.queue.add(8, '', ['held']);
});
afterAll(() => api?.[Symbol.asyncDispose]());

type Who = keyof typeof who;
async function get(path: string, by: Who = 'operator') {
  const reply = await api.ask(path, { token: who[by].token });
  return { status: reply.status, body: await reply.json() };
}
async function post(path: string, by: Who = 'operator', body: object = {}, key: string = randomUUID()) {
  const reply = await api.ask(path, { token: who[by].token, body, headers: { 'idempotency-key': key } });
  return { status: reply.status, body: (await reply.json()) as { recipients?: number; detail?: string } };
}
const entries = () =>
  api.house.rows<{ act: string; target: string; actor_address: string; detail: object }>(
    `SELECT act, target, actor_address, detail FROM audit WHERE act LIKE 'queue.%' ORDER BY id`,
  );

describe('the queue is refused', () => {
  it.each(['auditor', 'administrator', 'staff'] as const)('to the %s, to read and to change', async (by) => {
    for (const path of ['/queue', '/queue/7']) expect((await get(path, by)).status, path).toBe(403);
    for (const act of ['retry', 'hold', 'release', 'cancel']) expect((await post(`/queue/7/${act}`, by)).status, act).toBe(403);
    expect(api.queue.done).toEqual([]);
    expect(api.queue.asked).toEqual([]);
  });

  it('to whom nobody knows', async () => {
    expect((await api.ask('/queue')).status).toBe(401);
    expect((await api.ask('/status')).status).toBe(401);
  });

  it('where there is no such message, state, or cursor', async () => {
    expect((await get('/queue/99')).status).toBe(404);
    for (const act of ['retry', 'cancel']) expect((await post(`/queue/99/${act}`)).status, act).toBe(404);
    expect((await get('/queue?state=lost')).status).toBe(400);
    expect((await get('/queue?cursor=WyIiLDdd.AAAA')).status).toBe(400);
    expect((await post('/queue/7/cancel', 'operator', { loud: true })).status).toBe(400);
  });

  it('where none of its recipients is in the state for it, and nothing is recorded', async () => {
    expect(await post('/queue/7/release')).toMatchObject({ status: 409, body: { detail: 'Thư này không bị giữ' } });
    expect((await post('/queue/8/retry')).status).toBe(409);
    expect((await post('/queue/8/hold')).status).toBe(409);
    expect(await entries()).toEqual([]);
  });
});

describe('the operator', () => {
  it('reads it by pages, with the filters asked for, and nothing of what messages say', async () => {
    const first = (await get('/queue?limit=1&state=waiting&domain=Noi-Khac.vn&sender=anhnv')).body as { items: object[]; next: string };
    expect(first.items.map((item) => queuedMessageSchema.strict().parse(item))).toMatchObject([
      { id: 7, counts: { waiting: 1, sending: 1, delivered: 1 }, recipients: [{ nextAttemptAt: '2026-03-02T02:00:00.000Z' }, {}, {}] },
    ]);
    const { items, next } = (await get(`/queue?limit=1&state=waiting&domain=Noi-Khac.vn&sender=anhnv&cursor=${first.next}`))
      .body as typeof first;
    expect([items.length, next]).toEqual([1, null]);
    expect(api.queue.asked.at(-1)).toMatchObject({ state: 'waiting', domain: 'Noi-Khac.vn', sender: 'anhnv', after: 7 });
    expect((await get(`/queue?limit=1&state=held&cursor=${first.next}`)).status).toBe(400);
    expect((await get('/queue')).status).toBe(200);
    expect(api.queue.asked.at(-1)).toMatchObject({ state: 'open' });
    expect(queuedMessageSchema.strict().parse((await get('/queue/8')).body)).toMatchObject({ envelopeFrom: '', counts: { held: 1 } });
  });

  it('changes it once for a key, in their own name', async () => {
    const key = randomUUID();
    expect(await post('/queue/7/hold', 'operator', {}, key)).toMatchObject({ status: 200, body: { id: 7, recipients: 1 } });
    expect((await post('/queue/7/hold', 'operator', {}, key)).status).toBe(200);
    expect((await post('/queue/8/release')).status).toBe(200);
    expect((await post('/queue/7/retry')).status).toBe(200);
    expect((await post('/queue/7/cancel')).status).toBe(200);
    expect((await post('/queue/8/cancel', 'operator', { quiet: true })).status).toBe(200);
    expect(api.queue.done.map(({ act, id, notify }) => [act, id, notify])).toEqual([
      ...[['hold', 7, true] as const, ['release', 8, true] as const, ['retry', 7, true] as const],
      ...[['cancel', 7, true] as const, ['cancel', 8, false] as const],
    ]);
    const recorded = await entries();
    expect(recorded.map(({ act, target }) => [act, target])).toEqual([
      ...[
        ['queue.hold', 'anhnv.nv@tinh.gov.vn'],
        ['queue.release', ''],
        ['queue.retry', 'anhnv.nv@tinh.gov.vn'],
      ],
      ...[
        ['queue.cancel', 'anhnv.nv@tinh.gov.vn'],
        ['queue.cancel', ''],
      ],
    ]);
    expect(recorded.every((entry) => entry.actor_address === who.operator.address)).toBe(true);
    expect(recorded[0]!.detail).toMatchObject({ queueMessageId: 7, recipients: 1 });
  });
});

it('how the services stand is for the operator and the auditor', async () => {
  for (const by of ['administrator', 'staff'] as const) expect((await get('/status', by)).status).toBe(403);
  for (const by of ['operator', 'auditor'] as const)
    expect(statusSchema.strict().parse((await get('/status', by)).body)).toMatchObject({
      ...{ scanner: 'silent', outbound: { way: 'relay', isReached: true }, queue: { waiting: 3, handedOver: [0, 2, 5] } },
    });
});
