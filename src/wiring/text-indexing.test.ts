import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Log } from '#io/log.ts';
import { createAccount, createTestStore, mail, mailboxOf, put, type TestStore } from '#mail/store/store.fixture.ts';
import { textIndexBehind } from '#mail/store/text-index-sql.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { startTextIndexing } from './text-indexing.ts';

let store: TestStore;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const quick = { textIndexEveryMs: 1, textIndexRetryMs: 1, textIndexToldEveryMs: 0, textIndexRests: 3 };

it('mail is indexed in the background, and the log hears of it, also after the database had failed', async () => {
  const inbox = await mailboxOf(store.database, await createAccount(store.database));
  await put(store, [inbox], mail('nền'));
  const told: Record<string, unknown>[] = [];
  const log = { info: (fields: never) => told.push(fields), warn: () => undefined, error: (fields: never) => told.push(fields) };
  let failures = 2;
  const pool = {
    query: (question: never) => (failures-- > 0 ? Promise.reject(new Error('no database')) : store.database.pool.query(question)),
    connect: () => store.database.pool.connect(),
  };
  {
    await using _indexing = startTextIndexing({ database: { pool } as never, bodies: store.bodies, log: log as unknown as Log }, quick);
    await waitUntil('the mail is indexed', async () => (await textIndexBehind(store.database)) === 0);
  }
  expect(told.slice(0, 2)).toMatchObject([{ event: 'jobs.failed', job: 'index-texts' }, { event: 'jobs.failed' }]);
  expect(told[2]).toEqual({ event: 'jobs.texts-indexed', messages: 1, behind: 0 });
  const { rows } = await store.database.pool.query('SELECT holder FROM text_index');
  expect(rows).toEqual([{ holder: null }]);
});

it('on a busy machine it waits, though not for ever', async () => {
  const inbox = await mailboxOf(store.database, await createAccount(store.database));
  await put(store, [inbox], mail('bận'));
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log;
  const behind: number[] = [];
  let asked = 0;
  const isBusy = () => {
    asked++;
    if (asked <= 3) void textIndexBehind(store.database).then((messages) => behind.push(messages));
    return true;
  };
  await using _indexing = startTextIndexing({ ...store, log: silent }, { ...quick, textIndexEveryMs: 20 }, isBusy);
  await waitUntil('the mail is indexed all the same', async () => (await textIndexBehind(store.database)) === 0);
  expect(asked).toBeGreaterThanOrEqual(4);
  expect(behind.slice(0, 2)).toEqual([1, 1]);
});
