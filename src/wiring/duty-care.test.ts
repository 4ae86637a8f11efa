import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { configSchema } from '#config/schema.ts';
import { openLog } from '#io/log.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { startDutyCare } from './duty-care.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

function start() {
  const config = configSchema.parse({});
  const care = startDutyCare({ database: test.database, config, sendNotices: async () => [], log: openLog('error', {}) });
  let isOver = false;
  const stop = async () => {
    if (!isOver) await care[Symbol.asyncDispose]();
    isOver = true;
  };
  onTestFinished(stop);
  return stop;
}
const one = async (statement: string) => (await test.database.pool.query<{ value: unknown }>(statement)).rows[0]?.value;
const beatAt = () => one('SELECT beat_at AS value FROM heartbeat') as Promise<Date | undefined>;

it('says that the program is there as soon as it starts and once more when it stops, and keeps the duty', async () => {
  const stop = start();
  const first = await waitUntil('it beats', beatAt);
  await waitUntil('the duty is kept', () => one('SELECT valid_from > today_in_vietnam() AS value FROM duty_rule'));
  await stop();
  expect((await beatAt())!.getTime()).toBeGreaterThan(first.getTime());
  expect(await one('SELECT count(*) AS value FROM outage')).toBe(0);
});

it('forgets looks of more than three years ago', async () => {
  await test.database.pool.query(`INSERT INTO duty_look (account_id, day, actor_account_id, half_hours)
    SELECT 1, today_in_vietnam() - months * interval '1 month', 1, 1 FROM unnest(ARRAY[1, 36, 38]) AS months`);
  start();
  await waitUntil('the oldest is gone', async () => (await one('SELECT count(*) AS value FROM duty_look')) === 2);
});
