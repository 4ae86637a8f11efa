import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { addCertificate } from './add-certificate.ts';
import { certificatePem } from './certificate.fixture.ts';
import { warnOfExpiry } from './warn-of-expiry.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
let told: Notice[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('tinh.gov.vn');
});
beforeEach(async () => {
  told = [];
  await query(`UPDATE certificate SET state = 'revoked', cause = NULL`);
});
afterAll(() => test[Symbol.asyncDispose]());

const query = async (text: string, ...values: unknown[]) => (await test.database.pool.query(text, values)).rows;
const sendNotices = async (_tx: unknown, notices: readonly Notice[]) => {
  told.push(...notices);
  return notices.map(({ accountId }) => accountId);
};
const warn = (today: string) => warnOfExpiry({ database: test.database, sendNotices }, today);

/** Ends in the morning of 2027-03-31 in Vietnam. */
async function ending(id: AccountId, to = '2027-03-31'): Promise<number> {
  const account = { id, address: 'a@tinh.gov.vn' };
  const input = {
    account,
    file: Buffer.from(certificatePem({ to })),
    post: null,
    actorAccountId: null,
    reason: 'thử',
    now: new Date('2027-01-01'),
  };
  const added = await attemptInTransaction(test.database, (tx) => addCertificate(tx, input));
  if (!added.ok) throw new Error(added.refusal.message);
  return added.value.id;
}

it('nobody is told before the thirtieth day, after the end, or of what is to be revoked anyway', async () => {
  const { accountId } = await directory.staff(domain, 'som');
  const id = await ending(accountId);
  expect(await warn('2027-02-28')).toBe(0);
  expect(await warn('2027-04-01')).toBe(0);
  await query(`UPDATE certificate SET state = 'to-revoke', cause = 'left' WHERE id = $1`, id);
  expect(await warn('2027-03-01')).toBe(0);
  expect(told).toEqual([]);
});

it('the owner is told 30, 7 and 1 days before, once each, and once alone of days that passed meanwhile', async () => {
  const { accountId } = await directory.staff(domain, 'dung');
  await ending(accountId);
  const days = ['2027-03-01', '2027-03-02', '2027-03-23', '2027-03-24', '2027-03-29', '2027-03-30', '2027-03-31'];
  const counts = [];
  for (const day of days) counts.push(await warn(day));
  expect(counts).toEqual([1, 0, 0, 1, 0, 1, 0]);
  expect(told.map(({ address, subject }) => [address, subject.replace(/^.*sau /, '')])).toEqual([
    ['dung@tinh.gov.vn', '30 ngày'],
    ['dung@tinh.gov.vn', '7 ngày'],
    ['dung@tinh.gov.vn', '1 ngày'],
  ]);
  const { accountId: late } = await directory.staff(domain, 'muon');
  await ending(late);
  expect(await warn('2027-03-30')).toBe(1);
  expect(await warn('2027-03-30')).toBe(0);
});

it('an operator has one mail of all of them, and of the own no second; a unit’s goes to its head', async () => {
  const { accountId: operator } = await directory.staff(domain, 'quantri');
  await directory.assign(operator, 'operator');
  const { unitId, accountId: unit } = await directory.office(domain, 'so');
  const { personId } = await directory.staff(domain, 'truong');
  await directory.appoint(personId, unitId, 'head');
  await ending(operator);
  await query(`UPDATE certificate SET state = 'handed-over' WHERE id = $1`, await ending(unit));
  expect(await warn('2027-03-24')).toBe(2);
  expect(told.map(({ address, subject }) => [address, subject])).toEqual([
    ['quantri@tinh.gov.vn', 'Chứng thư số (2) hết hạn sau 7 ngày'],
    ['truong@tinh.gov.vn', 'Chứng thư số hết hạn sau 7 ngày'],
  ]);
  expect(told[1]?.text).toContain('của so@tinh.gov.vn: hết hạn ngày 2027-03-31 (còn 7 ngày)');
  expect(told[1]?.text).not.toContain('quantri@');
});

it('several processes tell once; what could not be told is told again', async () => {
  const { accountId } = await directory.staff(domain, 'nhieu');
  await ending(accountId);
  const broken = warnOfExpiry({ database: test.database, sendNotices: () => Promise.reject(new Error('no room')) }, '2027-03-24');
  await expect(broken).rejects.toThrow('no room');
  expect((await Promise.all([1, 2, 3].map(() => warn('2027-03-24')))).toSorted()).toEqual([0, 0, 1]);
});
