import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { databaseLimits } from './limits.ts';
import { type NoticeChannel, openNoticeChannel, payloadsOf } from './notice-channel.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const open = (onError: (error: Error) => void = (error) => expect.fail(error.message)) =>
  openNoticeChannel(test.address, test.database, onError);

/** Publishes until all have heard: a subscription takes a moment to reach the server. */
async function ready(channel: NoticeChannel, name: string, listeners: { isReady: boolean }[]): Promise<void> {
  while (!listeners.every((one) => one.isReady)) {
    channel.publish(name, ['ready']);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Collects what is heard, and waits until it is as expected. */
function listenTo(channel: NoticeChannel, name: string) {
  const heard: (readonly string[] | null)[] = [];
  let wake: () => void = () => undefined;
  const listener = {
    heard,
    isReady: false,
    async until(isEnough: (words: string[]) => boolean): Promise<void> {
      while (!isEnough(heard.flatMap((words) => words ?? ['lost'])))
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
  };
  channel.subscribe(name, (words) => {
    if (words?.includes('ready')) listener.isReady = true;
    const others = words?.filter((word) => word !== 'ready') ?? null;
    if (others?.length !== 0) heard.push(others);
    wake();
  });
  return listener;
}

describe('payloads', () => {
  it('hold all words in as few as the limit allows', () => {
    const words = Array.from({ length: 5_000 }, (_, index) => String(1_000_000 + index));
    const payloads = payloadsOf(words);
    expect(payloads.flatMap((payload) => payload.split(','))).toEqual(words);
    expect(payloads.every((payload) => payload.length <= databaseLimits.notifyPayloadOctetsMax)).toBe(true);
    expect(payloads).toHaveLength(Math.ceil((5_000 * 8) / databaseLimits.notifyPayloadOctetsMax));
    expect(payloadsOf([])).toEqual([]);
  });
});

describe('a notice channel', () => {
  it("reports one listener's fault and tells the others all the same", async () => {
    const errors: Error[] = [];
    await using here = await open((error) => void errors.push(error));
    here.subscribe('f_test', () => {
      throw new Error('fault');
    });
    const other = listenTo(here, 'f_test');
    await ready(here, 'f_test', [other]);
    expect(errors[0]?.message).toBe('fault');
  });

  it('carries words from one process to the others and itself, gathered, each word once', async () => {
    await using here = await open();
    await using there = await open();
    const [mine, theirs, other] = [listenTo(here, 'a_test'), listenTo(there, 'a_test'), listenTo(there, 'b_test')];
    await ready(here, 'a_test', [mine, theirs]);
    await ready(here, 'b_test', [other]);
    for (const word of ['1', '2', '1', '3']) here.publish('a_test', [word]);
    await Promise.all([mine, theirs].map((one) => one.until((words) => words.length >= 3)));
    expect(theirs.heard).toEqual([['1', '2', '3']]);
    expect(other.heard).toEqual([]);
  });

  it('sends what was published just before it closes, then says nothing more', async () => {
    await using there = await open();
    const theirs = listenTo(there, 'c_test');
    {
      await using here = await open();
      await ready(here, 'c_test', [theirs]);
      here.publish('c_test', ['last']);
    }
    await theirs.until((words) => words.includes('last'));
    expect(theirs.heard).toEqual([['last']]);
  });

  it('tells its listeners when the connection was lost, and hears again afterwards', async () => {
    const errors: Error[] = [];
    await using here = await open((error) => void errors.push(error));
    const mine = listenTo(here, 'd_test');
    await ready(here, 'd_test', [mine]);
    await test.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'congthu notices' AND datname = current_database()`,
    );
    await mine.until((words) => words.filter((word) => word === 'lost').length >= 2); // at the loss, and when it listens again
    expect(errors.length).toBeGreaterThan(0);
    here.publish('d_test', ['again']);
    await mine.until((words) => words.includes('again'));
  });

  it('closes while it is trying to connect again', async () => {
    const here = await open(() => undefined);
    listenTo(here, 'e_test');
    await test.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'congthu notices' AND datname = current_database()`,
    );
    await here[Symbol.asyncDispose]();
  });
});
