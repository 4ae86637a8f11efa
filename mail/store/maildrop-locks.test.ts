import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { MaildropLocks } from './maildrop-locks.ts';
import { createAccount, createTestStore, type TestStore } from './store.fixture.ts';

let store: TestStore;
let accountId: AccountId;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  accountId = await createAccount(store.database);
});

/** The locks of a process of its own. */
function locksOfProcess(leaseMs?: number): MaildropLocks {
  const onError = (error: Error) => {
    throw error;
  };
  const locks = new MaildropLocks({ database: store.database, onError, ...(leaseMs === undefined ? {} : { leaseMs }) });
  onTestFinished(() => locks[Symbol.asyncDispose]());
  return locks;
}
const spend = (lock: { spend: Parameters<typeof inTransaction<boolean>>[1] }) => inTransaction(store.database, (tx) => lock.spend(tx));
const letLeaseRunOut = () =>
  store.database.pool.query("UPDATE pop3_lock SET leased_until = clock_timestamp() - interval '1 s' WHERE account_id = $1", [accountId]);
async function leasedUntil(): Promise<number> {
  const { rows } = await store.database.pool.query<{ leased_until: Date }>('SELECT leased_until FROM pop3_lock WHERE account_id = $1', [
    accountId,
  ]);
  return rows[0]!.leased_until.getTime();
}

describe('the lock of an INBOX', () => {
  it('shuts out a second session of the same process and of another', async () => {
    const locks = locksOfProcess();
    expect((await locks.take(accountId))?.isHeld()).toBe(true);
    expect(await locks.take(accountId)).toBeNull();
    expect(await locksOfProcess().take(accountId)).toBeNull();
    expect(await locks.take(await createAccount(store.database))).not.toBeNull();
  });

  it('is had by one of many who come at once', async () => {
    const processes = Array.from({ length: 6 }, () => locksOfProcess());
    const taken = await Promise.all(processes.map((locks) => locks.take(accountId)));
    expect(taken.filter((lock) => lock !== null)).toHaveLength(1);
    await letLeaseRunOut();
    const again = await Promise.all(processes.map((locks) => locks.take(accountId)));
    expect(again.filter((lock) => lock !== null)).toHaveLength(1);
  });

  it('is free once it is released or spent, however often', async () => {
    const locks = locksOfProcess();
    const released = await locks.take(accountId);
    await released?.release();
    expect(released?.isHeld()).toBe(false);
    const spent = await locks.take(accountId);
    expect(await spend(spent!)).toBe(true);
    expect(await spend(spent!)).toBe(false);
    const third = await locks.take(accountId);
    await released?.release();
    await spent?.release();
    expect(third?.isHeld()).toBe(true);
    expect(await locks.take(accountId)).toBeNull();
  });

  it('is not spent by a transaction that rolls back', async () => {
    const locks = locksOfProcess();
    const lock = await locks.take(accountId);
    const failing = inTransaction(store.database, async (tx) => {
      expect(await lock?.spend(tx)).toBe(true);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await locks.take(accountId)).toBeNull();
    expect(await spend(lock!)).toBe(true);
  });

  it('passes on when its process was killed and the lease has run out, and the old holder can do nothing with it', async () => {
    const killed = locksOfProcess();
    const old = await killed.take(accountId);
    // What a kill leaves behind: a row that nobody renews.
    await killed[Symbol.asyncDispose]();
    const locks = locksOfProcess();
    expect(await locks.take(accountId)).toBeNull();
    await letLeaseRunOut();
    expect((await locks.take(accountId))?.isHeld()).toBe(true);
    expect(await spend(old!)).toBe(false);
    await old?.release();
    expect(await locks.take(accountId)).toBeNull();
  });

  it('is renewed while its process lives, and known as lost when another took it', async () => {
    const locks = locksOfProcess(1_500);
    const lock = await locks.take(accountId);
    const first = await leasedUntil();
    await expect.poll(leasedUntil, { timeout: 10_000 }).toBeGreaterThan(first);
    expect(lock?.isHeld()).toBe(true);
    await store.database.pool.query('UPDATE pop3_lock SET holder = gen_random_uuid() WHERE account_id = $1', [accountId]);
    await expect.poll(() => lock?.isHeld(), { timeout: 10_000 }).toBe(false);
  });

  it('is not relied on when it could not be renewed in time', async () => {
    const locks = locksOfProcess(30);
    const lock = await locks.take(accountId);
    await locks[Symbol.asyncDispose]();
    await expect.poll(() => lock?.isHeld()).toBe(false);
  });
});
