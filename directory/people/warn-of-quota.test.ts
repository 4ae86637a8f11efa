import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { warnOfQuota } from './warn-of-quota.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let told: Notice[] = [];
let made = 0;
beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('tinh.gov.vn');
});
beforeEach(async () => {
  told = [];
  made += 1;
  await query(`UPDATE account SET state = 'closed'`);
});
afterAll(() => test[Symbol.asyncDispose]());

const query = async (text: string, ...values: unknown[]) => (await test.database.pool.query(text, values)).rows;
const sendNotices = async (_tx: unknown, notices: readonly Notice[]) => {
  told.push(...notices);
  return notices.map(({ accountId }) => accountId);
};
const warn = (percents: readonly number[] = [80, 95]) => warnOfQuota({ database: test.database, sendNotices }, percents);
/** Of a quota of 1000. */
const fill = (id: AccountId, octets: number) => query('UPDATE account SET used_octets = $2 WHERE id = $1', id, octets);
const aDayLater = () => query(`UPDATE quota_warning SET told_at = told_at - interval '1 day 1 minute'`);
const toldTo = () => told.map(({ address, subject }) => `${address}: ${subject.replace(/^.*đã đầy/, '')}`);

it('nobody is told below the first threshold, where there is none, or of a mailbox whose owner has left', async () => {
  const { accountId } = await directory.staff(domain, `duoi${made}`);
  await fill(accountId, 799);
  const { accountId: left } = await directory.staff(domain, `nghi${made}`);
  await query(
    `INSERT INTO account_absence (account_id, kind, valid_from, delete_after) VALUES ($1, 'left', '2026-01-01', '2026-04-01')`,
    left,
  );
  await fill(left, 999);
  expect(await warn()).toBe(0);
  await fill(accountId, 999);
  expect(await warn([])).toBe(0);
  expect(told).toEqual([]);
});

it('the owner is told once at each threshold, at the higher alone where both were passed at once', async () => {
  const { accountId: slowly } = await directory.staff(domain, `cham${made}`);
  const { accountId: atOnce } = await directory.staff(domain, `nhanh${made}`);
  await fill(slowly, 800);
  await fill(atOnce, 1200);
  expect(await warn()).toBe(2);
  expect(toldTo()).toEqual([`cham${made}@tinh.gov.vn:  80 %`, `nhanh${made}@tinh.gov.vn:  120 %`]);
  await fill(slowly, 940);
  expect(await warn()).toBe(0);
  await fill(slowly, 950);
  expect(await warn()).toBe(1);
  expect(await warn()).toBe(0);
  expect(told).toHaveLength(3);
});

it('once it was below it is told again, but not several times a day', async () => {
  const { accountId } = await directory.staff(domain, `lai${made}`);
  await fill(accountId, 810);
  await warn();
  for (const octets of [790, 810, 790, 810]) {
    await fill(accountId, octets);
    expect(await warn()).toBe(0);
  }
  await aDayLater();
  await fill(accountId, 790);
  expect(await warn()).toBe(0);
  await fill(accountId, 810);
  expect(await warn()).toBe(1);
});

it('so is who fell from the higher threshold to the lower', async () => {
  const { accountId } = await directory.staff(domain, `giam${made}`);
  await fill(accountId, 960);
  await warn();
  await aDayLater();
  await fill(accountId, 900);
  expect(await warn()).toBe(0);
  await fill(accountId, 960);
  expect(await warn()).toBe(1);
});

it('messages are counted where they are limited', async () => {
  const { accountId } = await directory.staff(domain, `sothu${made}`);
  await query('UPDATE account SET used_messages = 80, quota_messages = 100 WHERE id = $1', accountId);
  expect(await warn()).toBe(1);
  expect(told[0]?.text).toContain('80 trên 100 thư');
});

it('of a unit whoever heads it is told; where nobody does, the unit', async () => {
  const { unitId, accountId } = await directory.office(domain, `so${made}`);
  const { personId } = await directory.staff(domain, `truong${made}`);
  const { personId: former } = await directory.staff(domain, `cu${made}`);
  await directory.appoint(former, unitId, 'head', '2019-01-01', '2020-01-01');
  await directory.appoint(personId, unitId, 'head', '2020-01-02');
  const { accountId: without } = await directory.office(domain, `phong${made}`);
  await fill(accountId, 850);
  await fill(without, 850);
  expect(await warn()).toBe(2);
  expect(told.map(({ address, subject }) => [address, subject])).toEqual([
    [`truong${made}@tinh.gov.vn`, `Hộp thư so${made}@tinh.gov.vn đã đầy 85 %`],
    [`phong${made}@tinh.gov.vn`, `Hộp thư phong${made}@tinh.gov.vn đã đầy 85 %`],
  ]);
});

it('several processes tell once', async () => {
  const { accountId } = await directory.staff(domain, `nhieu${made}`);
  await fill(accountId, 850);
  expect((await Promise.all([warn(), warn(), warn()])).reduce((sum, one) => sum + one)).toBe(1);
});
