import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveAct } from '#directory/access/two-people/approve.ts';
import { attemptInTransaction } from '#io/database.ts';
import { type ApiHouse, openApiHouse, overTls } from './api-house.fixture.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let who: Record<'operator' | 'auditor' | 'administrator' | 'staff', Somebody>;

beforeAll(async () => {
  api = await openApiHouse();
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor'),
    administrator: await api.somebody('Đặng Thu Hà', 'unit-administrator', api.house.units.nv),
    staff: await api.somebody('Nguyễn Văn Anh'),
  };
});
afterAll(() => api?.[Symbol.asyncDispose]());

interface More {
  readonly by?: keyof typeof who;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

async function post(path: string, body: unknown, { by = 'operator', key = randomUUID(), headers = {} }: More = {}) {
  const withKey = key === null ? headers : { 'idempotency-key': key, ...headers };
  const reply = await api.ask(path, { token: who[by].token, method: 'POST', body: body ?? '', headers: withKey });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Record<string, unknown> & { id: number } };
}

const renaming = (name: string, unit = 'Sở Y tế') => ({ request: { changes: [{ do: 'rename', unit, name }] } });
const plansKept = async () => (await api.house.rows<{ count: number }>('SELECT count(*) AS count FROM plan'))[0]!.count;
const later = '2099-01-01';

describe('a plan is refused', () => {
  it.each(['auditor', 'administrator', 'staff'] as const)('to %s, made, carried out or only previewed', async (by) => {
    const before = await plansKept();
    for (const path of ['/units/plans', '/people/plans', '/plans/1/carry-out', '/plans/1/cancel', '/plans/1/remake'])
      for (const dryRun of [true, false]) expect((await post(path, { ...renaming('X'), dryRun }, { by })).status, path).toBe(403);
    expect(await plansKept()).toBe(before);
  });

  it.each([null, '', 'with space', 'x'.repeat(129)])('without a fit Idempotency-Key: %j', async (key) => {
    const before = await plansKept();
    expect((await post('/units/plans', renaming('Sở Sức khoẻ'), { key })).status).toBe(400);
    expect(await plansKept()).toBe(before);
  });

  it('while something stands in its way, and says what', async () => {
    const before = await plansKept();
    const made = await post('/units/plans', renaming('X', 'Sở Y tê'), { headers: { 'accept-language': 'en' } });
    expect(made).toMatchObject({
      status: 409,
      body: {
        detail: 'The plan cannot be carried out as it stands',
        problems: [{ what: 'unknown-unit', detail: expect.stringContaining('did you mean “Sở Y tế”') }],
      },
    });
    expect(await plansKept()).toBe(before);
  });

  it('when there is none, when it is settled, and before its day', async () => {
    expect((await post('/plans/999999/cancel', null)).status).toBe(404);
    const { body } = await post('/units/plans', { ...renaming('Sở Sức khoẻ'), effectiveOn: later });
    expect((await post(`/plans/${body.id}/carry-out`, null)).status).toBe(400);
    expect((await post(`/plans/${body.id}/cancel`, null)).status).toBe(200);
    expect((await post(`/plans/${body.id}/cancel`, null)).status).toBe(409);
    expect((await post(`/plans/${body.id}/carry-out`, null)).status).toBe(409);
  });

  it('when it is not as it was read', async () => {
    const { body } = await post('/units/plans', { ...renaming('Sở Sức khoẻ'), effectiveOn: later });
    const path = `/plans/${body.id}`;
    const etag = (await api.ask(path, { token: who.operator.token })).headers.get('etag')!;
    expect((await post(`${path}/cancel`, null, { headers: { 'if-match': '"other"' } })).status).toBe(412);
    expect((await post(`${path}/cancel`, null, { headers: { 'if-match': etag } })).status).toBe(200);
  });
});

describe('a plan', () => {
  it('that is only previewed is shown whole and kept nowhere', async () => {
    const before = await plansKept();
    const { status, body } = await post('/units/plans', { ...renaming('Sở Sức khoẻ'), dryRun: true }, { key: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'preview', kind: 'units', problems: [] });
    expect(body.deeds).toBeTruthy();
    expect(await plansKept()).toBe(before);
  });

  it('for another day is kept, listed, shown, and given up', async () => {
    const made = await post('/units/plans', { ...renaming('Sở Sức khoẻ'), effectiveOn: later });
    expect(made).toMatchObject({ status: 201, body: { state: 'planned', effectiveOn: later } });
    const path = `/plans/${made.body.id}`;
    expect(made.headers.get('location')).toBe(`/api/v1${path}`);
    const shown = await (await api.ask(path, { token: who.auditor.token })).json();
    expect(shown).toMatchObject({ id: made.body.id, state: 'planned', request: { changes: [{ do: 'rename', name: 'Sở Sức khoẻ' }] } });
    const listed = (await (await api.ask('/plans?state=planned', { token: who.auditor.token })).json()) as { items: { id: number }[] };
    expect(listed.items.map(({ id }) => id)).toContain(made.body.id);
    expect(await post(`${path}/cancel`, null)).toMatchObject({ status: 200, body: { id: made.body.id, state: 'cancelled' } });
  });

  it('of today is carried out at once, by whose program it is', async () => {
    const made = await post('/units/plans', renaming('Sở Dân tộc', 'Phòng Tổ chức'));
    expect(made).toMatchObject({ status: 201, body: { state: 'carried-out' } });
    const entries = await api.house.rows('SELECT actor_address AS by, via, peer, credential, act FROM audit ORDER BY id DESC LIMIT 3');
    const credential = `api-token ${who.operator.token.slice(8, 16)}`;
    const origin = { by: who.operator.address, via: 'http', peer: overTls.address, credential };
    expect(entries).toEqual(['plan.carry-out', 'unit.change', 'plan.make'].map((act) => ({ ...origin, act })));
    const page = (await (await api.ask('/units?q=so dan toc', { token: who.staff.token })).json()) as { items: unknown[] };
    expect(page.items).toHaveLength(1);
  });

  it('for a person appoints somebody new, and ends what their programs may when they leave', async () => {
    const name = { family: 'Lò', middle: 'Văn', given: 'Pản' };
    const posts = [{ unit: 'Sở Tài chính', title: 'Chuyên viên' }];
    const made = await post('/people/plans', { request: { do: 'appoint', person: { name }, posts } });
    expect(made).toMatchObject({ status: 201, body: { kind: 'person', state: 'carried-out' } });
    const person = await api.house.facts('Lò Văn Pản');
    const { shown } = await api.token(person);
    expect((await api.ask('/units', { token: shown })).status).toBe(200);
    const leaving = { request: { do: 'leave', person: person.address } };
    expect(await post('/people/plans', leaving)).toMatchObject({ status: 201 });
    expect((await api.ask('/units', { token: shown })).status).toBe(401);
    const ended = await api.house.rows(`SELECT act FROM audit WHERE act = 'account.revoke-token' AND target = $1`, [person.address]);
    expect(ended).toHaveLength(1);
  });

  it('that brings somebody back brings back none of their programs', async () => {
    const person = await api.house.someone('Sùng A Páo', 'Sở Tài chính');
    const { shown } = await api.token(person);
    await api.house.done({ do: 'leave', person: person.address }, '2025-08-01');
    const posts = [{ unit: 'Sở Tài chính', title: 'Chuyên viên' }];
    await api.house.done({ do: 'appoint', person: person.address, posts }, '2025-09-01');
    expect(await api.house.facts('Sùng A Páo')).toMatchObject({ standing: 'in-service' });
    expect((await api.ask('/units', { token: shown })).status).toBe(401);
  });
});

describe('a plan that has become stale', () => {
  it('is refused with what changed, and made anew in its place', async () => {
    const today = await post('/units/plans', {
      request: { changes: [{ do: 'create', name: 'Phòng Kế hoạch', kind: 'office', under: 'Sở Tài chính' }] },
    });
    expect(today.status).toBe(201);
    const kept = await post('/units/plans', { ...renaming('Phòng Kế toán', 'Phòng Kế hoạch'), effectiveOn: later });
    await api.asOwner(`UPDATE plan SET effective_on = today_in_vietnam() WHERE id = ${kept.body.id}`);
    expect((await post('/units/plans', renaming('Phòng Thống kê', 'Phòng Kế hoạch'))).status).toBe(201);
    const stale = await post(`/plans/${kept.body.id}/carry-out`, null);
    expect(stale).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Kế hoạch đã cũ') } });
    expect(stale.body.differences).toContainEqual(
      expect.objectContaining({ planned: expect.stringContaining('Phòng Kế hoạch'), now: null }),
    );
    expect((await post('/plans/999999/remake', null)).status).toBe(404);
    const again = await post(`/plans/${kept.body.id}/remake`, null);
    expect(again.status).toBe(409); // nothing is called that any more
    const create = { changes: [{ do: 'create', name: 'Phòng Kế hoạch', kind: 'office', under: 'Sở Y tế' }] };
    expect((await post('/units/plans', { request: create })).status).toBe(201);
    const made = await post(`/plans/${kept.body.id}/remake`, null);
    expect(made).toMatchObject({ status: 201, body: { state: 'carried-out', kind: 'units' } });
    expect(made.body.id).not.toBe(kept.body.id);
    const old = (await (await api.ask(`/plans/${kept.body.id}`, { token: who.operator.token })).json()) as { state: string };
    expect(old.state).toBe('cancelled');
  });
});

describe('a plan that takes two people', () => {
  it('is put before a second one, and done when they have approved it', async () => {
    await using strict = await openApiHouse({ twoPeople: true });
    const [first, second] = [await strict.somebody('Hà Văn Sơn', 'operator'), await strict.somebody('Ma Thị Lan', 'operator')];
    const reader = await strict.house.someone('Lê Minh', 'Sở Y tế');
    const leaver = await strict.house.someone('Vi Văn Đào', 'Sở Y tế');
    const body = { reason: 'Bàn giao', request: { do: 'leave', person: leaver.address, lend: { to: reader.address, until: inAMonth() } } };
    const ask = () => strict.ask('/people/plans', { token: first.token, body, headers: { 'idempotency-key': 'hai-nguoi' } });
    const refusedFirst = await ask();
    const { approvalId, detail } = (await refusedFirst.json()) as { approvalId: number; detail: string };
    expect([refusedFirst.status, detail]).toEqual([403, 'Việc này cần người thứ hai duyệt']);
    const approved = await attemptInTransaction(strict.database, (tx) =>
      approveAct(tx, { approvalId, approverAccountId: second.accountId }),
    );
    expect(approved.ok).toBe(true);
    expect((await ask()).status).toBe(201);
  });
});

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

describe('a write that is sent again', () => {
  it('is done once and answered alike', async () => {
    const key = randomUUID();
    const body = { ...renaming('Sở Sức khoẻ'), effectiveOn: later };
    const first = await post('/units/plans', body, { key });
    const before = await plansKept();
    const second = await post('/units/plans', body, { key });
    expect(second).toMatchObject({ status: first.status, body: first.body });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(await plansKept()).toBe(before);
  });

  it('at the same moment is done once', async () => {
    const key = randomUUID();
    const before = await plansKept();
    const body = { ...renaming('Sở Sức khoẻ'), effectiveOn: later };
    const statuses = (await Promise.all([1, 2, 3].map(() => post('/units/plans', body, { key })))).map(({ status }) => status);
    expect(await plansKept()).toBe(before + 1);
    expect(statuses.filter((status) => status !== 409)).toContain(201);
  });

  it('with another body, or to another address, is refused', async () => {
    const key = randomUUID();
    const { body } = await post('/units/plans', { ...renaming('Sở Sức khoẻ'), effectiveOn: later }, { key });
    expect((await post('/units/plans', { ...renaming('Sở Khác'), effectiveOn: later }, { key })).status).toBe(422);
    expect((await post(`/plans/${body.id}/cancel`, null, { key })).status).toBe(422);
  });

  it('after a refusal is a first time: the refusal changed nothing', async () => {
    const key = randomUUID();
    const body = { ...renaming('Sở Nông nghiệp', 'Sở Tư pháp'), effectiveOn: later };
    expect((await post('/units/plans', body, { key })).status).toBe(409);
    const create = { changes: [{ do: 'create', name: 'Sở Tư pháp', kind: 'agency', under: 'Ủy ban nhân dân tỉnh' }] };
    expect((await post('/units/plans', { request: create })).status).toBe(201);
    expect((await post('/units/plans', body, { key })).status).toBe(201);
  });

  it('after a fault that left nothing is a first time', async () => {
    const key = randomUUID();
    const body = { ...renaming('Sở Sức khoẻ'), effectiveOn: later };
    await api.asOwner('ALTER TABLE plan RENAME TO elsewhere');
    const { status } = await post('/units/plans', body, { key }).finally(() => api.asOwner('ALTER TABLE elsewhere RENAME TO plan'));
    expect(status).toBe(500);
    expect((await post('/units/plans', body, { key })).status).toBe(201);
  });

  it('after a fault that may have left something stays as it is, for a day', async () => {
    const key = randomUUID();
    const body = { ...renaming('Sở Sức khoẻ'), effectiveOn: later };
    // The answer cannot be kept, though the plan is.
    await api.asOwner(`ALTER TABLE api_write ADD CONSTRAINT no_answers CHECK (status IS NULL) NOT VALID`);
    const before = await plansKept();
    const { status } = await post('/units/plans', body, { key }).finally(() =>
      api.asOwner('ALTER TABLE api_write DROP CONSTRAINT no_answers'),
    );
    expect(status).toBe(500);
    expect(await plansKept()).toBe(before + 1);
    expect((await post('/units/plans', body, { key })).status).toBe(409);
  });

  it('under the key of somebody else is a write of its own', async () => {
    const other = await api.somebody('Ma Thị Lan', 'operator');
    const key = randomUUID();
    const body = { ...renaming('Sở Sức khoẻ'), effectiveOn: later };
    const mine = await post('/units/plans', body, { key });
    const theirs = await api.ask('/units/plans', { token: other.token, body, headers: { 'idempotency-key': key } });
    expect(((await theirs.json()) as { id: number }).id).not.toBe(mine.body.id);
  });

  it('after its day is a write of its own', async () => {
    const key = randomUUID();
    const body = { ...renaming('Sở Sức khoẻ'), effectiveOn: later };
    const first = await post('/units/plans', body, { key });
    await api.asOwner(`UPDATE api_write SET begun_at = begun_at - interval '25 hours'`);
    expect((await post('/units/plans', body, { key })).body.id).not.toBe(first.body.id);
  });
});
