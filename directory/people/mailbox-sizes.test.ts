import { afterAll, beforeAll, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { mailboxListLimits } from './limits.ts';
import { mailboxSizes } from './mailbox-sizes-sql.ts';

let test: TestDatabase;
let accounts: readonly number[];
beforeAll(async () => {
  test = await createTestDatabase();
  const directory = new SmallDirectory(test.database);
  const domain = await directory.domain('tinh.gov.vn');
  accounts = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => (await directory.staff(domain, `nguoi${index}`)).accountId as number),
  );
});
afterAll(() => test[Symbol.asyncDispose]());

const fill = (account: number, used: number, quota: number) =>
  test.database.pool.query('UPDATE account SET used_octets = $2, quota_octets = $3 WHERE id = $1', [account, used, quota]);

it('an empty province has nothing large and nothing full', async () => {
  expect(await mailboxSizes(test.database)).toMatchObject({ nearlyFull: 0, largest: [] });
});

it('closed mailboxes are not in it; the largest come first, so many as can be looked at', async () => {
  for (const [index, account] of accounts.entries()) await fill(account, index * 100, 1_000);
  await fill(accounts[6]!, 900, 1_000);
  await fill(accounts[7]!, 5_000, 5_000);
  await test.database.pool.query("UPDATE account SET state = 'closed' WHERE id = $1", [accounts[7]]);
  const { largest, nearlyFull, quotaOctets } = await mailboxSizes(test.database);
  expect(nearlyFull).toBe(1);
  expect(quotaOctets).toBe(7_000);
  expect(largest).toHaveLength(mailboxListLimits.largestShown);
  expect(largest[0]).toEqual({ accountId: accounts[6], address: 'nguoi6@tinh.gov.vn', usedOctets: 900, quotaOctets: 1_000 });
  expect(largest.map(({ usedOctets }) => usedOctets)).toEqual([900, 500, 400, 300, 200]);
});
