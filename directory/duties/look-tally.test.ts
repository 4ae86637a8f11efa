import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { forgetLooks } from './look-sql.ts';
import { LookTally } from './look-tally.ts';
import type { Inboxes, InboxSince } from './mailbox-port.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await test.database.pool.query('DELETE FROM duty_look; DELETE FROM duty_inbox');
  asked.length = 0;
  inbox = { uidNext: 10, unreadAt: [] };
});
afterAll(() => test[Symbol.asyncDispose]());

let now = new Date('2026-03-02T08:00:00+07:00');
const clock = { now: () => now };
const at = (moment: string) => {
  now = new Date(`${moment}+07:00`);
};
const [tt, an, binh] = [1, 2, 3] as unknown as AccountId[];

/** INBOXes all alike. */
let inbox: { uidNext: number; unreadAt: readonly number[] };
const asked: (readonly InboxSince[])[] = [];
const inboxes: Inboxes = {
  async since(accounts) {
    asked.push(accounts);
    return accounts.map(({ accountId, sinceUid }) => ({
      ...{ accountId, uidNext: inbox.uidNext, hasUnreadSince: inbox.unreadAt.some((uid) => uid >= sinceUid) },
    }));
  },
  unread: async () => new Map(),
};
const rows = async () =>
  (await test.database.pool.query('SELECT day, account_id, actor_account_id, half_hours FROM duty_look ORDER BY 1, 2, 3')).rows.map((row) =>
    Object.values(row).join(' '),
  );

describe('looks', () => {
  it('that could not be written are kept, and written the next time', async () => {
    const tally = new LookTally(clock);
    at('2026-03-02T23:59:59');
    tally.note(tt!, an!, 'read');
    const broken = { ...inboxes, since: () => Promise.reject(new Error('away')) };
    await expect(tally.flush(test.database, broken)).rejects.toThrow('away');
    at('2026-03-03T00:00:00');
    tally.note(tt!, an!, 'read');
    await tally.flush(test.database, inboxes);
    expect(await rows()).toEqual([`2026-03-02 1 2 ${2 ** 47}`, '2026-03-03 1 2 1']);
  });

  it('at what has something new and unread are none, until somebody reads there', async () => {
    const tally = new LookTally(clock);
    at('2026-03-02T08:00:00');
    inbox.unreadAt = [4];
    tally.note(tt!, an!, 'checked');
    await tally.flush(test.database, inboxes);
    expect(await rows()).toEqual([]);
    tally.note(tt!, binh!, 'read');
    await tally.flush(test.database, inboxes);
    at('2026-03-02T14:00:00');
    inbox = { uidNext: 12, unreadAt: [4] };
    tally.note(tt!, an!, 'checked');
    await tally.flush(test.database, inboxes);
    expect(await rows()).toEqual([`2026-03-02 1 2 ${2 ** 28}`, `2026-03-02 1 3 ${2 ** 16}`]);
    inbox = { uidNext: 13, unreadAt: [4, 12] };
    at('2026-03-02T15:00:00');
    tally.note(tt!, an!, 'checked');
    await tally.flush(test.database, inboxes);
    expect(await rows()).toHaveLength(2);
  });

  it('cost the database one question for each half hour, however often somebody looks', async () => {
    const tally = new LookTally(clock);
    at('2026-03-02T08:00:00');
    for (let round = 0; round < 3; round += 1) {
      for (let time = 0; time < 100; time += 1) tally.note(tt!, an!, time % 2 === 0 ? 'read' : 'checked');
      await tally.flush(test.database, inboxes);
    }
    expect(asked).toHaveLength(1);
    at('2026-03-02T08:30:00');
    tally.note(tt!, an!, 'checked');
    await tally.flush(test.database, inboxes);
    expect(asked).toHaveLength(2);
  });

  it('of processes that write at the same time are put together', async () => {
    const people = Array.from({ length: 50 }, (_, index) => (100 + index) as AccountId);
    await Promise.all(
      ['08:00:00', '08:30:00', '14:00:00'].map(async (time, index) => {
        const own = { now: () => new Date(`2026-03-02T${time}+07:00`) };
        const tally = new LookTally(own);
        for (const person of index === 1 ? people.toReversed() : people) tally.note(person, person, 'read');
        await tally.flush(test.database, inboxes);
      }),
    );
    expect(await rows()).toEqual(people.map((person) => `2026-03-02 ${person} ${person} ${2 ** 16 + 2 ** 17 + 2 ** 28}`));
  });

  it('are forgotten, the oldest first', async () => {
    const tally = new LookTally(clock);
    for (const day of ['2023-01-02', '2023-01-03', '2026-03-02']) {
      at(`${day}T08:00:00`);
      tally.note(tt!, an!, 'read');
    }
    await tally.flush(test.database, inboxes);
    expect(await forgetLooks(test.database, '2026-03-02', 1)).toBe(1);
    expect((await rows()).map((row) => row.slice(0, 10))).toEqual(['2023-01-03', '2026-03-02']);
    expect([await forgetLooks(test.database, '2026-03-02', 10), (await rows()).length]).toEqual([1, 1]);
  });
});
