import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attemptInTransaction, inTransaction, sql } from '#io/database.ts';
import type { QueueMessageId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import { claimNext } from '#mail/queue/claim-sql.ts';
import { queueFigures } from '#mail/queue/queue-figures-sql.ts';
import { closedRoute } from '#mail/queue/route.ts';
import { add, statesOf, type TestQueue, testQueue, workerDeps } from '#mail/queue/testing/test-queue.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { mailQueue } from './mail-queue.ts';

let scratch: TestDatabase;
let queue: TestQueue;
let woken: number;
const wake = () => {
  woken += 1;
};
const mail = () => mailQueue({ database: queue.database, cancelling: workerDeps(queue, closedRoute()), wake });
const change = (statement: string) => sql.raw(statement).execute(queue.database.kysely);
const told = { notify: true };
beforeAll(async () => {
  scratch = await createTestDatabase();
});
beforeEach(async () => {
  queue = await testQueue(scratch.database);
  woken = 0;
});
afterAll(() => scratch[Symbol.asyncDispose]());

const ids = async (question: object) => (await mail().page({ state: 'open', limit: 10, ...question })).map(({ id }) => id);
async function act(name: 'retry' | 'hold' | 'release' | 'cancel', id: QueueMessageId, options = told) {
  const does = await mail().readyTo(name, id, options);
  return inTransaction(queue.database, does);
}

describe('a message', () => {
  it('that is not there is not found, and nothing is done to it', async () => {
    const nowhere = 999 as QueueMessageId;
    expect(await mail().find(nowhere)).toBeUndefined();
    for (const name of ['retry', 'hold', 'release', 'cancel'] as const) expect(await act(name, nowhere), name).toBe(0);
    expect(woken).toBe(0);
  });

  it('that is being sent is left alone', async () => {
    const id = await add(queue, ['bob@example.com']);
    await claimNext(queue.database, { leaseMs: 60_000, busyDomains: [] });
    for (const name of ['retry', 'hold', 'cancel'] as const) expect(await act(name, id), name).toBe(0);
    expect(await mail().find(id)).toMatchObject({ counts: { waiting: 0, sending: 1 }, recipients: [{ state: 'sending' }] });
    expect([await ids({ state: 'waiting' }), await ids({ state: 'sending' }), await ids({})]).toEqual([[], [id], [id]]);
  });

  it('whose cancelling is refused in the end waits on, and nobody was told', async () => {
    const id = await add(queue, ['bob@example.com']);
    const does = await mail().readyTo('cancel', id, told);
    await attemptInTransaction(queue.database, async (tx) => ((await does(tx)) === 0 ? ok() : refused(refusal('forbidden', 'no'))));
    expect(await statesOf(queue, id)).toEqual(['waiting']);
  });

  it('is held, released, tried at once and given up', async () => {
    const id = await add(queue, ['bob@example.com', 'eve@example.org']);
    expect(await act('hold', id)).toBe(2);
    expect(await mail().find(id)).toMatchObject({ counts: { held: 2, waiting: 0 } });
    expect([woken, await act('release', id), woken]).toEqual([0, 2, 1]);
    expect([await act('retry', id), await act('cancel', id)]).toEqual([2, 2]);
    expect(woken).toBe(2);
    expect(queue.notices).toHaveLength(1);
    const silent = await add(queue, ['bob@example.com']);
    await act('cancel', silent, { notify: false });
    expect(queue.notices).toHaveLength(1);
    expect([await ids({}), await ids({ state: 'failed' })]).toEqual([[], [silent, id]]);
  });
});

it('pages go by state, domain and sender: what waits longest first, what is finished from the latest', async () => {
  const first = await add(queue, ['bob@example.com', 'eve@example.org']);
  const second = await add(queue, ['ann@example.org']);
  expect([await ids({ domain: 'Example.com' }), await ids({ after: first }), await ids({ limit: 1 })]).toEqual([
    [first],
    [second],
    [first],
  ]);
  expect([await ids({ sender: 'ANHNV.tt@' }), await ids({ sender: '%' }), await ids({ sender: '<>' })]).toEqual([[first, second], [], []]);
  await change(`UPDATE queue_message SET envelope_from = '' WHERE id = ${second}`);
  expect(await ids({ sender: '<>' })).toEqual([second]);
  await change(`UPDATE queue_recipient SET state = 'delivered', finished_at = now() WHERE domain = 'example.org'`);
  expect([await ids({}), await ids({ domain: 'example.org' })]).toEqual([[first], []]);
  expect(await ids({ state: 'delivered' })).toEqual([second, first]);
  expect(await ids({ state: 'delivered', after: second })).toEqual([first]);
});

it('a list shows the first recipients, the unfinished before the others; and of what is written nothing', async () => {
  const id = await add(
    queue,
    Array.from({ length: 8 }, (_, index) => `r${index}@example.com`),
  );
  await change(`UPDATE queue_recipient SET state = 'delivered', finished_at = now() WHERE address < 'r4'`);
  const [message] = await mail().page({ state: 'open', limit: 10 });
  expect(message!.recipients.map(({ address }) => address)).toEqual(['r4', 'r5', 'r6', 'r7', 'r0'].map((name) => `${name}@example.com`));
  expect(message!.counts).toEqual({ waiting: 4, sending: 0, held: 0, delivered: 4, failed: 0 });
  expect((await mail().find(id))!.recipients).toHaveLength(8);
  expect(JSON.stringify(message)).not.toContain('Báo cáo');
});

it('figures tell how much waits, since when, and what left within the hour', async () => {
  expect(await queueFigures(queue.database)).toMatchObject({ waiting: 0, held: 0, retried: 0, oldestAt: null, failedInDay: 0 });
  await add(queue, ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com', 'e@example.com']);
  await change(`UPDATE queue_recipient SET state = 'delivered', finished_at = now() - interval '90 seconds' WHERE address IN ('a@example.com', 'b@example.com');
    UPDATE queue_recipient SET state = 'delivered', finished_at = now() - interval '2 hours' WHERE address = 'c@example.com';
    UPDATE queue_recipient SET attempts = 1 WHERE address = 'd@example.com'; UPDATE queue_recipient SET state = 'held' WHERE address = 'e@example.com'`);
  const figures = await queueFigures(queue.database);
  expect(figures).toMatchObject({ waiting: 1, held: 1, retried: 1, oldestAt: expect.any(Date) });
  expect(figures.handedOver).toHaveLength(60);
  expect([figures.handedOver[58], figures.handedOver.reduce((sum, one) => sum + one, 0)]).toEqual([2, 2]);
});
