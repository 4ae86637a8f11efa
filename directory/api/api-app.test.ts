import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeApiToken } from '#directory/access/manage-api-tokens.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { Peer } from '#kernel/session.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { apiLimits } from './limits.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let operator: Somebody;
let staff: Somebody;
const outside: Peer = { address: '198.51.100.7', port: 50_000, secure: false, loopback: false };

beforeAll(async () => {
  api = await openApiHouse();
  operator = await api.somebody('Hà Văn Sơn', 'operator');
  staff = await api.somebody('Nguyễn Văn Anh');
});
afterAll(() => api?.[Symbol.asyncDispose]());

const everywhere = ['/units', '/units/1', '/people', '/people/1', '/accounts', '/accounts/1', '/plans', '/plans/1'];
const writes = ['/units/plans', '/people/plans', '/plans/1/carry-out', '/plans/1/cancel', '/plans/1/remake'];

describe('who is not known', () => {
  it.each(everywhere)('gets nothing of %s without a token', async (path) => {
    const reply = await api.ask(path);
    expect(reply.status).toBe(401);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="Cong Thu"');
    expect(await reply.json()).toMatchObject({ type: 'urn:congthu:problem:unauthenticated', title: 'Chưa xác thực', status: 401 });
  });

  it.each(writes)('does nothing at %s without a token', async (path) => {
    expect((await api.ask(path, { body: {}, headers: { 'idempotency-key': 'k' } })).status).toBe(401);
  });

  it.each(['', 'x', 'congthu_00000000_00000000000000000000000000', 'Basic'])('is refused with the token %j', async (token) => {
    const reply = await api.ask('/units', { headers: { authorization: `Bearer ${token}` } });
    expect(reply.status).toBe(401);
  });

  it('is refused with the right id and another secret', async () => {
    const other = `${operator.token.slice(0, 17)}${'0'.repeat(26)}`;
    const reply = await api.ask('/units', { token: other });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('is not asked for a token in the clear, and a right one is refused there', async () => {
    const reply = await api.ask('/units', { token: operator.token, peer: outside });
    expect(reply.status).toBe(403);
    expect((await api.ask('/units', { token: operator.token, peer: { ...outside, loopback: true } })).status).toBe(200);
  });

  it('is blocked after fifty guesses from one network, which hold back longer and longer; others are not', async () => {
    const peer = { address: '192.0.2.50', port: 1, secure: true, loopback: false };
    const before = api.held.length;
    for (let guess = 0; guess < 50; guess += 1) await api.ask('/units', { token: `guess-${guess}`, peer });
    expect(api.held.slice(before, before + 3)).toEqual([250, 500, 1000]);
    const reply = await api.ask('/units', { token: operator.token, peer });
    expect(reply.status).toBe(429);
    expect(reply.headers.get('retry-after')).toBe('900');
    expect((await api.ask('/units', { token: operator.token })).status).toBe(200);
  });
});

describe('a token that has ended', () => {
  const made = async () => {
    const { id, shown } = await api.token(staff, 'sắp hết');
    expect((await api.ask('/units', { token: shown })).status).toBe(200);
    return { id, shown };
  };

  it('opens nothing once it is revoked, and is no guess', async () => {
    const { id, shown } = await made();
    const account = { id: staff.accountId, address: staff.address };
    const revoked = await attemptInTransaction(api.database, (tx) =>
      revokeApiToken({ tx }, { actorAccountId: staff.accountId, account, id }),
    );
    expect(revoked.ok).toBe(true);
    const before = api.held.length;
    expect((await api.ask('/units', { token: shown })).status).toBe(401);
    expect(api.held.length).toBe(before);
  });

  it('opens nothing once its days are over', async () => {
    const { id, shown } = await made();
    const [row] = await api.house.rows<{ is: boolean }>('SELECT expires_at > now() AS is FROM api_token WHERE id = $1', [id]);
    expect(row).toEqual({ is: true });
    await api.asOwner(
      `UPDATE api_token SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE id = '${id}'`,
    );
    expect((await api.ask('/units', { token: shown })).status).toBe(401);
  });

  it('opens nothing while its owner is locked', async () => {
    const { shown } = await made();
    await api.directory.set(staff.accountId, 'locked');
    expect((await api.ask('/units', { token: shown })).status).toBe(401);
    await api.directory.set(staff.accountId, 'active');
    expect((await api.ask('/units', { token: shown })).status).toBe(200);
  });

  it('is nowhere in the log', async () => {
    const { shown } = await made();
    await api.ask('/units', { token: `${shown}x` });
    expect(JSON.stringify(api.logged)).not.toContain(shown.slice(17));
    expect(api.logged.at(-1)).toMatchObject({ event: 'api.token-refused', peer: '203.0.113.9', kind: 'unauthenticated' });
  });
});

describe('what makes no sense', () => {
  const refusedOf = async (path: string, asked: Parameters<ApiHouse['ask']>[1] = {}) => {
    const reply = await api.ask(path, { token: operator.token, ...asked });
    return { status: reply.status, ...((await reply.json()) as { title: string; problems?: { at?: string; detail: string }[] }) };
  };

  it.each([
    '/units?what=1',
    '/units?limit=0',
    '/units?limit=201',
    '/units?parent=x',
    '/units?on=2025-02-30',
    '/people?q=',
    '/units/x',
    '/people/1.5',
  ])('is told at %s', async (path) => {
    const { status, problems } = await refusedOf(path);
    expect(status).toBe(400);
    expect(problems?.length).toBeGreaterThan(0);
  });

  it.each(['x', 'x.y', `${Buffer.from('["",1]').toString('base64url')}.AAAAAAAAAAAAAAAAAAAAAA`])('is the cursor %j', async (cursor) => {
    expect(await refusedOf(`/people?cursor=${cursor}`)).toMatchObject({ status: 400, problems: [{ at: 'cursor' }] });
  });

  it('is a cursor of another list, or of the same with other filters', async () => {
    const page = (await (await api.ask('/people?limit=1', { token: operator.token })).json()) as { next: string };
    expect((await api.ask(`/people?limit=1&cursor=${page.next}`, { token: operator.token })).status).toBe(200);
    expect(await refusedOf(`/people?limit=1&presence=left&cursor=${page.next}`)).toMatchObject({ status: 400 });
    expect(await refusedOf(`/accounts?limit=1&cursor=${page.next}`)).toMatchObject({ status: 400 });
  });

  it.each(['{', '[', '', '"x" y'])('is a body that is no JSON: %j', async (body) => {
    expect(await refusedOf('/units/plans', { body, method: 'POST', headers: { 'content-type': 'application/json' } })).toMatchObject({
      status: 400,
    });
  });

  it('is a body of another type', async () => {
    expect(await refusedOf('/units/plans', { body: 'a=b', headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 });
  });

  it('is a body with a name that nobody knows, and where it stands is told in the language asked for', async () => {
    const body = { dryRun: true, request: { changes: [{ do: 'rename', unit: 'Sở Y tế', name: 'X', nmae: 'Y' }] } };
    expect(await refusedOf('/units/plans', { body })).toMatchObject({ status: 400, problems: [{ at: '/request/changes/0' }] });
    const english = { body: { request: { changes: [] } }, headers: { 'accept-language': 'en' } };
    expect(await refusedOf('/units/plans', english)).toMatchObject({
      title: 'The request makes no sense',
      problems: [{ at: '/request/changes', detail: 'one change at least' }],
    });
  });

  it('is a body that is too large', async () => {
    expect(await refusedOf('/units/plans', { body: { x: 'x'.repeat(apiLimits.bodyOctetsMax) } })).toMatchObject({ status: 413 });
  });

  it('is a method or a path that there is not', async () => {
    expect(await refusedOf('/units', { method: 'DELETE' })).toMatchObject({ status: 405 });
    expect(await refusedOf('/nothing')).toMatchObject({ status: 404, detail: 'Không có gì ở địa chỉ này' });
    expect(await refusedOf('/units/1/nothing', { method: 'POST' })).toMatchObject({ status: 404 });
  });
});

describe('every answer', () => {
  it('has an id, which a fault tells instead of its cause', async () => {
    await api.asOwner('ALTER TABLE unit_history RENAME TO elsewhere');
    const reply = await api
      .ask('/units', { token: operator.token })
      .finally(() => api.asOwner('ALTER TABLE elsewhere RENAME TO unit_history'));
    const body = (await reply.json()) as { instance: string; detail: string };
    expect(reply.status).toBe(500);
    expect(body.instance).toBe(`urn:uuid:${reply.headers.get('x-request-id')}`);
    expect(JSON.stringify(body)).not.toContain('unit_history');
    expect(api.logged.at(-1)).toMatchObject({ event: 'api.fault', requestId: reply.headers.get('x-request-id') });
  });

  it('waits its turn: one account has so many requests at once', async () => {
    const turns = Array.from({ length: apiLimits.atOnceMax }, () => api.turns.take(staff.accountId));
    expect((await api.ask('/units', { token: staff.token })).status).toBe(429);
    expect((await api.ask('/units', { token: operator.token })).status).toBe(200);
    for (const turn of turns) turn?.[Symbol.dispose]();
    expect((await api.ask('/units', { token: staff.token })).status).toBe(200);
  });

  it('waits in a line that is no longer than can be served: files and reports are worked on one at a time', async () => {
    const line = Array.from({ length: apiLimits.inLineMax }, () => api.turns.takeInLine());
    const drafted = () => api.ask('/reports/draft?period=2020-01-01..2020-06-30', { token: operator.token });
    const away = await drafted();
    expect([away.status, away.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await api.ask('/units', { token: operator.token })).status).toBe(200);
    for (const place of line) place?.[Symbol.dispose]();
    expect((await drafted()).status).toBe(200);
  });
});
