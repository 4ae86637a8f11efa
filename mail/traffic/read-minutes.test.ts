import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { gatherTraffic } from './gather-traffic.ts';
import { trafficLimits } from './limits.ts';
import { noteStopped, noteTraffic, type Traffic } from './note-traffic-sql.ts';
import { trafficByMinute } from './read-minutes-sql.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(() => test.database.pool.query('DELETE FROM mail_traffic; DELETE FROM mail_minute'));

const [anh, binh] = [1, 2] as AccountId[] as [AccountId, AccountId];
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const message = (changes: Partial<Traffic>): Traffic => ({
  ...{ origin: 'own', sentAs: null, actorAccountId: anh, accountIds: [binh], outsideRecipients: 0, octets: 1000, isSigned: false },
  ...{ at: minutesAgo(3), ...changes },
});
const note = (...messages: Traffic[]) => inTransaction(test.database, async (tx) => noteTraffic(tx, messages));
const gather = () => gatherTraffic({ database: test.database, ownersOf: async () => new Map() });
const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

it('what a scanner stopped, what nobody accepted, and what is over an hour old are not in it', async () => {
  await noteStopped(test.database, message({}), 'Eicar');
  await note(message({ at: minutesAgo(62) }));
  await expect(
    inTransaction(test.database, async (tx) => {
      noteTraffic(tx, [message({})]);
      throw new Error('the disk is full');
    }),
  ).rejects.toThrow();
  const { received, sent } = await trafficByMinute(test.database);
  expect([received.length, sent.length, sum(received), sum(sent)]).toEqual([trafficLimits.minutesShown, trafficLimits.minutesShown, 0, 0]);
});

it('is the same before mail is gathered into days, between, and after: nothing is lost and nothing counted twice', async () => {
  await note(message({ accountIds: [anh, binh] }), message({ at: minutesAgo(20), origin: 'outside', actorAccountId: null }));
  const before = await trafficByMinute(test.database);
  expect([sum(before.received), sum(before.sent)]).toEqual([3, 1]);
  await gather();
  expect((await test.database.pool.query('SELECT FROM mail_traffic')).rowCount).toBe(0);
  const gathered = await trafficByMinute(test.database);
  expect([sum(gathered.received), sum(gathered.sent)]).toEqual([3, 1]);
  await note(message({}));
  const both = await trafficByMinute(test.database);
  expect([sum(both.received), sum(both.sent)]).toEqual([4, 2]);
  await gather();
  const after = await trafficByMinute(test.database);
  expect([sum(after.received), sum(after.sent)]).toEqual([4, 2]);
});

it('is kept for two hours, however much mail there is', async () => {
  await test.database.pool.query(
    "INSERT INTO mail_minute SELECT date_trunc('minute', now()) - n * interval '1 minute', 1, 1 FROM generate_series(100, 400) AS n",
  );
  await note(message({}), message({ at: minutesAgo(500) }));
  await gather();
  const { rows } = await test.database.pool.query(
    "SELECT count(*)::int AS amount, min(minute) >= date_trunc('minute', now()) - interval '2 hours' AS late FROM mail_minute",
  );
  expect(rows).toEqual([{ amount: 22, late: true }]);
});
