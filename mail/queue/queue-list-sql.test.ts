import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { QueueMessageId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { cancel } from './cancel.ts';
import { claimNext } from './claim-sql.ts';
import { hold, listQueue, type QueueSelection, release, retryNow, senderOf } from './queue-list-sql.ts';
import { closedRoute } from './route.ts';
import { sweepQueue } from './settle-sql.ts';
import { add, recipientsOf, statesOf, type TestQueue, testQueue, workerDeps } from './testing/test-queue.ts';

let scratch: TestDatabase;
let queue: TestQueue;
beforeAll(async () => {
  scratch = await createTestDatabase();
});
beforeEach(async () => {
  queue = await testQueue(scratch.database);
});
afterAll(() => scratch[Symbol.asyncDispose]());

const act = (does: typeof hold, selection: QueueSelection) => inTransaction(queue.database, (tx) => does(tx, selection));
const claim = () => claimNext(queue.database, { leaseMs: 60_000, busyDomains: [] });

describe('an administrator', () => {
  it('cannot touch a recipient that is being sent', async () => {
    const messageId = await add(queue, ['bob@example.com']);
    await claim();
    const deps = workerDeps(queue, closedRoute());
    const acts = [act(hold, { messageId }), act(retryNow, { messageId }), cancel(deps, { messageId }, { notify: true })];
    expect(await Promise.all(acts)).toEqual([0, 0, 0]);
    expect(queue.notices).toEqual([]);
    expect((await listQueue(queue.database, { limit: 10 }))[0]!.recipients[0]).toMatchObject({ state: 'sending', attempts: 1 });
  });

  it('sees messages with their recipients', async () => {
    const first = await add(queue, ['bob@example.com', 'eve@example.org']);
    const second = await add(queue, ['ann@example.org']);
    const all = await listQueue(queue.database, { limit: 10 });
    expect(all.map((one) => [one.id, one.recipients.map((recipient) => recipient.address)])).toEqual([
      [first, ['bob@example.com', 'eve@example.org']],
      [second, ['ann@example.org']],
    ]);
    expect(all[0]).toMatchObject({
      envelopeFrom: 'anhnv.tt@backan.gov.vn',
      subject: 'Báo cáo',
      recipients: [{ state: 'waiting', lastReply: null }, {}],
    });
    const ids = async (filter: object) => (await listQueue(queue.database, { limit: 10, ...filter })).map((one) => one.id);
    expect(await ids({ domain: 'Example.com' })).toEqual([first]);
    expect(await ids({ after: first })).toEqual([second]);
    expect(await ids({ id: second })).toEqual([second]);
    expect(await ids({ limit: 1 })).toEqual([first]);
  });

  it('holds and releases', async () => {
    const messageId = await add(queue, ['bob@example.com', 'eve@example.com']);
    const [bob] = await recipientsOf(queue, messageId);
    expect(await act(hold, { messageId, recipientIds: [bob!.id] })).toBe(1);
    expect((await claim())?.recipients.map((one) => one.address)).toEqual(['eve@example.com']);
    expect(await claim()).toBeNull();
    expect(await act(release, { messageId })).toBe(1);
    expect((await claim())?.recipients.map((one) => one.address)).toEqual(['bob@example.com']);
  });

  it('has something tried at once', async () => {
    const messageId = await add(queue, ['bob@example.com']);
    await sql`UPDATE queue_recipient SET next_attempt_at = now() + interval '1 hour'`.execute(queue.database.kysely);
    expect(await claim()).toBeNull();
    expect(await act(retryNow, { messageId })).toBe(1);
    expect(await claim()).not.toBeNull();
  });

  it('is told whose mail it is, and of what happens alongside only where something does', async () => {
    const messageId = await add(queue, ['bob@example.com']);
    const unknown = 999 as QueueMessageId;
    const senders = await inTransaction(queue.database, async (tx) => [await senderOf(tx, messageId), await senderOf(tx, unknown)]);
    expect(senders).toEqual(['anhnv.tt@backan.gov.vn', undefined]);
    const told: number[] = [];
    const options = { notify: false, alongside: async (_: unknown, recipients: number) => void told.push(recipients) };
    for (const one of [messageId, messageId, unknown]) await cancel(workerDeps(queue, closedRoute()), { messageId: one }, options);
    expect(told).toEqual([1]);
  });

  it('cancels nothing when what is to be done alongside fails', async () => {
    const messageId = await add(queue, ['bob@example.com']);
    const alongside = () => Promise.reject(new Error('no'));
    await expect(cancel(workerDeps(queue, closedRoute()), { messageId }, { notify: false, alongside })).rejects.toThrow('no');
    expect(await statesOf(queue, messageId)).toEqual(['waiting']);
  });

  it('cancels, telling the sender or not', async () => {
    const deps = workerDeps(queue, closedRoute());
    expect(await cancel(deps, { messageId: 999 as QueueMessageId }, { notify: true })).toBe(0);
    const told = await add(queue, ['bob@example.com', { address: 'eve@example.com', notify: ['never'] }]);
    const silent = await add(queue, ['bob@example.com']);
    expect(await cancel(deps, { messageId: told }, { notify: true })).toBe(2);
    expect(await cancel(deps, { messageId: silent }, { notify: false })).toBe(1);
    expect([await statesOf(queue, told), await statesOf(queue, silent)]).toEqual([['failed', 'failed'], ['failed']]);
    expect(queue.notices).toHaveLength(1);
    const notice = queue.notices[0]!.octets.toString('latin1');
    expect(notice).toContain('Diagnostic-Code: x-congthu; cancelled by an administrator');
    expect(notice).not.toContain('eve@example.com');
    expect(await claim()).toBeNull();
    expect(await listQueue(queue.database, { limit: 10, open: true })).toEqual([]);
  });
});

describe('sweeping', () => {
  it('removes only what was finished long enough ago', async () => {
    const old = await add(queue, ['a@example.com', 'b@example.com']);
    const recent = await add(queue, ['c@example.com']);
    const half = await add(queue, ['d@example.com', 'e@example.com']);
    await sql`UPDATE queue_message SET created_at = now() - interval '9 days'`.execute(queue.database.kysely);
    await sql`UPDATE queue_recipient SET state = 'delivered', finished_at = now() - interval '4 days'
      WHERE address <> 'e@example.com'`.execute(queue.database.kysely);
    await sql`UPDATE queue_recipient SET finished_at = now() WHERE queue_message_id = ${recent}`.execute(queue.database.kysely);
    expect(await sweepQueue(queue.database)).toBe(1);
    expect((await listQueue(queue.database, { limit: 10 })).map((one) => one.id)).toEqual([recent, half]);
    expect(await recipientsOf(queue, old)).toEqual([]);
  });
});
