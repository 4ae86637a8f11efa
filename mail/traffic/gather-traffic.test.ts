import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { gatherTraffic } from './gather-traffic.ts';
import { noteStopped, noteTraffic, type Traffic } from './note-traffic-sql.ts';
import { countedSince, sumTraffic, type TrafficTotals } from './read-traffic-sql.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

let anh: AccountId;
let binh: AccountId;
let unit: AccountId;
let nextAccount = 1;
beforeEach(() => {
  [anh, binh, unit] = [nextAccount++, nextAccount++, nextAccount++] as AccountId[] as [AccountId, AccountId, AccountId];
});

// Half past midnight of the 2nd in Vietnam is still the 1st in UTC.
const at = new Date('2026-03-01T17:30:00Z');
const message = (changes: Partial<Traffic>): Traffic => ({
  ...{ at, origin: 'own', sentAs: null, actorAccountId: anh, accountIds: [binh], outsideRecipients: 0, octets: 1000, isSigned: false },
  ...changes,
});
const noneOf = {
  ...{ received: 0, receivedOutside: 0, receivedSigned: 0, receivedOctets: 0 },
  ...{ sent: 0, sentOutside: 0, sentSigned: 0, sentOctets: 0, stopped: 0 },
} satisfies TrafficTotals;

const note = (...messages: Traffic[]) => inTransaction(test.database, async (tx) => noteTraffic(tx, messages));
const gather = () => gatherTraffic({ database: test.database, ownersOf: async () => new Map([['phong.tt@backan.gov.vn', unit]]) });

async function totals(accountId: AccountId, from = '2026-03-02', to = '2026-03-02'): Promise<TrafficTotals> {
  const sums = await sumTraffic(test.database, [{ accountId, group: 7, from, to }]);
  return sums.get(7) ?? noneOf;
}

it('a message whose transaction ends otherwise is not counted', async () => {
  const failing = inTransaction(test.database, async (tx) => {
    noteTraffic(tx, [message({})]);
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect(await gather()).toBe(0);
  expect(await totals(binh)).toEqual(noneOf);
});

it('is received by everybody it was put before and sent once, on the day it is in Vietnam', async () => {
  await note(message({ accountIds: [binh, unit], outsideRecipients: 3, isSigned: true }), message({ octets: 50 }));
  expect(await gather()).toBe(2);
  expect(await totals(binh)).toEqual({ ...noneOf, received: 2, receivedSigned: 1, receivedOctets: 1050 });
  expect(await totals(unit)).toEqual({ ...noneOf, received: 1, receivedSigned: 1, receivedOctets: 1000 });
  expect(await totals(anh)).toEqual({ ...noneOf, sent: 2, sentOutside: 1, sentSigned: 1, sentOctets: 1050 });
  expect(await totals(anh, '2026-03-01', '2026-03-01')).toEqual(noneOf);
});

it('counts for the address it was sent from, and for who acted where that is nobody’s', async () => {
  await note(message({ sentAs: 'phong.tt@backan.gov.vn' }), message({ sentAs: 'khong.ai@backan.gov.vn' }));
  await gather();
  expect(await totals(unit)).toMatchObject({ sent: 1 });
  expect(await totals(anh)).toMatchObject({ sent: 1 });
});

it('from outside is received from outside and sent by nobody; so is a notice of ours, which comes from inside', async () => {
  await note(message({ origin: 'outside', actorAccountId: null }), message({ origin: 'system', actorAccountId: null }));
  await gather();
  expect(await totals(binh)).toMatchObject({ received: 2, receivedOutside: 1, sent: 0 });
});

it('what a scanner stopped was neither sent nor received, and is told by its name', async () => {
  await noteStopped(test.database, message({ origin: 'outside', actorAccountId: null }), `Eicar-\0${'x'.repeat(200)}`);
  await noteStopped(test.database, message({ sentAs: 'phong.tt@backan.gov.vn', accountIds: [] }), 'Eicar');
  await gather();
  expect(await totals(binh)).toEqual({ ...noneOf, stopped: 1 });
  expect(await totals(unit)).toEqual({ ...noneOf, stopped: 1 });
  const { rows } = await test.database.pool.query('SELECT name FROM mail_stopped_day WHERE account_id = $1', [binh]);
  expect(rows).toEqual([{ name: `Eicar-${'x'.repeat(94)}` }]);
});

it('adds to what was gathered before, and counts nothing twice when two processes gather at once', async () => {
  for (let round = 0; round < 3; round++) {
    await note(...Array.from({ length: 40 }, () => message({})));
    const [one, other] = await Promise.all([gather(), gather()]);
    expect(one + other).toBe(40);
  }
  expect(await totals(binh)).toMatchObject({ received: 120, receivedOctets: 120_000 });
});

it('sums the days of a span, both ends included, and spans of a group together', async () => {
  for (const day of ['2026-06-29', '2026-06-30', '2026-07-01']) await note(message({ at: new Date(`${day}T05:00:00Z`) }));
  await gather();
  expect(await totals(binh, '2026-06-30', '2026-07-01')).toMatchObject({ received: 2 });
  const spans = [
    { accountId: binh, group: 1, from: '2026-06-29', to: '2026-06-29' },
    { accountId: anh, group: 1, from: '2026-06-30', to: '2026-12-31' },
  ];
  expect((await sumTraffic(test.database, spans)).get(1)).toMatchObject({ received: 1, sent: 2 });
});

it('tells from which day on it counts', async () => {
  expect(await countedSince(test.database)).toMatch(/^\d{4}-\d\d-\d\d$/);
});
