import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastFillDay } from './fill-sql.ts';
import { dueDay, keepFill } from './keep-fill.ts';
import { openReportHouse, type ReportHouse } from './report-house.fixture.ts';

let house: ReportHouse;
beforeAll(async () => {
  house = await openReportHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const ends = ['06-20', '12-20'] as const;

it('the end of a month or half year is noted on the next day, or a few later where the program was not there', () => {
  const due = ['2026-06-20', '2026-06-21', '2026-06-24', '2026-06-25', '2026-07-01', '2026-07-04', '2026-07-05'].map((today) =>
    dueDay(today, ends),
  );
  expect(due).toEqual([null, '2026-06-20', '2026-06-20', null, '2026-06-30', '2026-06-30', null]);
});

it('a day is noted once, by whichever process comes first, and without mailboxes that are closed', async () => {
  const { accountId } = await house.unit('tt');
  const closed = await house.unit('nv');
  await house.states(closed.accountId, ['2026-01-01', 'closed']);
  await house.query('UPDATE account SET used_octets = 5');
  const days = await Promise.all([keepFill(house.database, '2026-07-01', ends), keepFill(house.database, '2026-07-01', ends)]);
  expect(days.toSorted()).toEqual(['2026-06-30', null]);
  await house.query('UPDATE account SET used_octets = 6');
  expect(await keepFill(house.database, '2026-07-02', ends)).toBeNull();
  expect(await keepFill(house.database, '2026-07-10', ends)).toBeNull();
  const { rows } = await house.query('SELECT * FROM mailbox_fill');
  expect(rows).toEqual([{ day: '2026-06-30', account_id: accountId, used_octets: 5, quota_octets: 1000 }]);
  expect(await lastFillDay(house.database, { from: '2026-06-01', to: '2026-06-30' })).toBe('2026-06-30');
  expect(await lastFillDay(house.database, { from: '2026-07-01', to: '2026-07-30' })).toBeNull();
});
