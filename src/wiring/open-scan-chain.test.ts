import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { configSchema } from '#config/schema.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { AccountId } from '#kernel/ids.ts';
import { startFakeClamd } from '#mail/scan/testing/fake-clamd.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { openScanChain } from './open-scan-chain.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(() => test.database.pool.query('DELETE FROM mail_traffic'));

const whose = { at: new Date('2026-03-02T01:00:00Z'), actorAccountId: null, sentAs: null, accountId: 7 as AccountId };
const counted = async () =>
  (await test.database.pool.query('SELECT origin, account_ids::text AS accounts, stopped_as FROM mail_traffic')).rows;

async function scanWith(answer: string, database: Database, logged: object[] = []) {
  await using clamd = await startFakeClamd(() => `${answer}\0`);
  const keep = (fields: object) => void logged.push(fields);
  const config = configSchema.parse({ scan: { clamd: clamd.address } });
  const scan = openScanChain(config, { database, log: { warn: keep, error: keep } as unknown as Log });
  return await scan(Buffer.from('Subject: hi\r\n\r\n'), 'mx', whose);
}

it('what a scanner stops is counted for whom it was, by what it was', async () => {
  expect(await scanWith('stream: Eicar-Test FOUND', test.database)).toMatchObject({ ok: false, refusal: { kind: 'content-refused' } });
  expect(await counted()).toEqual([{ origin: 'outside', accounts: '{7}', stopped_as: 'Eicar-Test' }]);
});

it('what passes is not, nor what could not be judged: it comes again', async () => {
  expect(await scanWith('stream: OK', test.database)).toEqual({ ok: true });
  expect(await scanWith('INSTREAM size limit exceeded. ERROR', test.database)).toMatchObject({ refusal: { kind: 'unavailable' } });
  expect(await counted()).toEqual([]);
});

it('what cannot be counted is stopped all the same', async () => {
  const logged: object[] = [];
  const broken = { pool: { query: async () => Promise.reject(new Error('no database')) } } as unknown as Database;
  expect(await scanWith('stream: Eicar-Test FOUND', broken, logged)).toMatchObject({ refusal: { kind: 'content-refused' } });
  expect(logged).toContainEqual(expect.objectContaining({ event: 'worker.stopped-mail-uncounted' }));
});
