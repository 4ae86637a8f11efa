import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#io/database.ts';
import type { MailboxId } from '#kernel/ids.ts';
import { RecentClaims } from './recent-claims.ts';
import { claimRecent, firstRecentOf, recentCountsOf } from './recent-sql.ts';
import { createAccounts, createTestStore, currentMailbox, mailboxOf, putSeveral, type TestStore } from './store.fixture.ts';

let store: TestStore;
let claims: RecentClaims;
let first: MailboxId;
let second: MailboxId;
beforeAll(async () => {
  store = await createTestStore();
  claims = new RecentClaims(store.database);
  const [one, other] = await createAccounts(store.database, 2);
  first = (await mailboxOf(store.database, one!)).id;
  second = (await mailboxOf(store.database, other!)).id;
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});

describe('claims of recent messages', () => {
  it('give nothing where nothing came', async () => {
    expect(await claims.claim(first, 1)).toBe(1);
    expect(await firstRecentOf(store.database, first)).toBe(1);
  });

  it('give each message to one claimant, whoever asks at the same time', async () => {
    const other = new RecentClaims(store.database);
    const got = await Promise.all([claims.claim(first, 4), claims.claim(first, 4), other.claim(first, 4), claims.claim(second, 3)]);
    expect(got.slice(0, 3).sort()).toEqual([1, 4, 4]);
    expect(got[3]).toBe(1);
    expect(await claims.claim(first, 4)).toBe(4);
    expect(await other.claim(first, 6)).toBe(4);
    expect(await claims.claim(first, 5)).toBe(5);
    expect(await firstRecentOf(store.database, first)).toBe(6);
  });

  it('ask nobody again about what is claimed', async () => {
    let asked = 0;
    const query = (...question: [never]) => {
      asked += 1;
      return store.database.pool.query(...question);
    };
    const others = new RecentClaims({ ...store.database, pool: { query } } as unknown as Database);
    expect([await others.claim(first, 6), await others.claim(first, 6), await others.claim(first, 3)]).toEqual([6, 6, 3]);
    expect(asked).toBe(1);
  });

  it('wait for no lock on the mailbox', async () => {
    const client = await store.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT FROM mailbox WHERE id = $1 FOR UPDATE', [second]);
      expect(await claims.claim(second, 9)).toBe(3);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });

  it('leave the connection waiting for the disk as before', async () => {
    const client = await store.database.pool.connect();
    try {
      await client.query('SET synchronous_commit = on');
      const overOne = { ...store.database, pool: client } as unknown as Database;
      expect(await claimRecent(overOne, [{ mailboxId: second, belowUid: 12 }])).toEqual(new Map([[second, 9]]));
      const { rows } = await client.query<{ synchronous_commit: string }>('SHOW synchronous_commit');
      expect(rows[0]?.synchronous_commit).toBe('on');
    } finally {
      await client.query('RESET synchronous_commit');
      client.release();
    }
  });

  it('are counted for who asks without claiming', async () => {
    const rows = await Promise.all([first, second].map((id) => currentMailbox(store.database, id)));
    await putSeveral(store, rows[0]!, 7);
    await putSeveral(store, rows[1]!, 2);
    expect(await recentCountsOf(store.database, [first, second])).toEqual(new Map([[first, 2]]));
  });

  it('fail those who wait when the database does, and go on', async () => {
    await expect(claims.claim(Number.NaN as MailboxId, 1)).rejects.toThrow();
    expect(await claims.claim(second, 12)).toBe(12);
  });
});
