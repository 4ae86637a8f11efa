import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NoticeChannel } from '#io/notice-channel.ts';
import type { MailboxId } from '#kernel/ids.ts';
import type { MailboxRow } from './mailbox-sql.ts';
import { startMailboxWatch } from './mailbox-watch.ts';
import { createAccount, createTestStore, mail, mailboxOf, put, type TestStore } from './store.fixture.ts';

let store: TestStore;
let inbox: MailboxRow;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  inbox = await mailboxOf(store.database, await createAccount(store.database));
});

/** A notice channel that loses and can be made to speak. */
function silentNotices() {
  let listener: (words: readonly string[] | null) => void = () => undefined;
  const published: string[] = [];
  const notices: NoticeChannel = {
    publish: (_channel, words) => void published.push(...words),
    subscribe: (_channel, given) => {
      listener = given;
      return () => undefined;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { notices, published, hear: (words: readonly string[] | null) => listener(words) };
}

const watchOf = (notices: NoticeChannel, pollMs = 3_600_000, onError: (error: Error) => void = (error) => expect.fail(error.message)) =>
  startMailboxWatch({ database: store.database, notices, onError, pollMs });

describe('a mailbox watch', () => {
  it('tells the watchers of a mailbox in this process at once, and the others by notice', async () => {
    const { notices, published, hear } = silentNotices();
    await using watch = watchOf(notices);
    const [one, other] = [vi.fn(), vi.fn()];
    watch.watch(inbox.id, one);
    watch.watch((inbox.id + 1) as MailboxId, other);
    watch.announce([inbox.id]);
    expect([one.mock.calls.length, other.mock.calls.length, published]).toEqual([1, 0, [String(inbox.id)]]);
    hear([String(inbox.id + 1)]);
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]);
    hear(null); // notices may have been missed
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([2, 2]);
  });

  it('tells nobody who stopped', async () => {
    const { notices } = silentNotices();
    await using watch = watchOf(notices);
    const [stays, goes] = [vi.fn(), vi.fn()];
    watch.watch(inbox.id, stays);
    watch.watch(inbox.id, goes)();
    watch.announce([inbox.id]);
    expect([stays.mock.calls.length, goes.mock.calls.length]).toEqual([1, 0]);
  });

  it("reports one watcher's fault and tells the others all the same", async () => {
    const { notices } = silentNotices();
    const errors: Error[] = [];
    await using watch = watchOf(notices, undefined, (error) => void errors.push(error));
    const fault = new Error('fault');
    const other = vi.fn();
    watch.watch(inbox.id, () => {
      throw fault;
    });
    watch.watch(inbox.id, other);
    watch.announce([inbox.id]);
    expect(errors).toEqual([fault]);
    expect(other).toHaveBeenCalledTimes(1);
  });

  it('finds a change whose notice was lost, also one before the first poll', async () => {
    const { notices } = silentNotices();
    await using watch = watchOf(notices, 10);
    let heard!: () => void;
    const next = () =>
      new Promise<void>((resolve) => {
        heard = resolve;
      });
    const first = next();
    watch.watch(inbox.id, () => heard());
    await put(store, [inbox], mail('unheard of'));
    await first;
    const second = next();
    await put(store, [inbox], mail('unheard of again'));
    await second;
  });
});
