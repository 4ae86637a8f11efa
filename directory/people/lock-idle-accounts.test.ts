import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginAccountUse } from '#directory/access/account-use-sql.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import { attemptInTransaction, inTransaction } from '#io/database.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { listWarned } from './idle-account-sql.ts';
import { unlockAccount } from './lock-account.ts';
import { lockIdleAccounts } from './lock-idle-accounts.ts';

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
  await query('DELETE FROM account_use');
  await query(`UPDATE account SET state = 'closed'`);
});
afterAll(() => test[Symbol.asyncDispose]());

const query = async (text: string, ...values: unknown[]) => (await test.database.pool.query(text, values)).rows;
const sendNotices = async (_tx: unknown, notices: readonly Notice[]) => {
  told.push(...notices);
  return notices.map(({ accountId }) => accountId);
};
const run = (today: string, months = 6) => lockIdleAccounts({ database: test.database, sendNotices }, { months, today });
const stateOf = async (id: AccountId) => (await query('SELECT state FROM account WHERE id = $1', id))[0]?.state;

let made = 0;
async function unusedSince(day: string): Promise<AccountId> {
  made += 1;
  const { accountId } = await directory.staff(domain, `vien${made}`);
  await query(
    `INSERT INTO account_use (account_id, used_at) VALUES ($1, $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')`,
    accountId,
    day,
  );
  return accountId;
}

describe('accounts that nobody uses are left alone', () => {
  it('when the province does not lock them', async () => {
    const id = await unusedSince('2020-01-01');
    expect(await run('2026-06-01', 0)).toEqual({ warned: 0, locked: 0 });
    expect([await stateOf(id), told]).toEqual(['active', []]);
  });

  it('when they are a unit’s, locked already, or of whoever has a role', async () => {
    const locked = await unusedSince('2020-01-01');
    await directory.set(locked, 'locked');
    const operator = await unusedSince('2020-01-01');
    await directory.assign(operator, 'operator');
    const { accountId: office } = await directory.office(domain, `so${made}`);
    await query(`UPDATE account SET created_at = '2010-01-01' WHERE id = $1`, office);
    expect(await run('2026-06-01')).toEqual({ warned: 0, locked: 0 });
    expect(await stateOf(operator)).toBe('active');
  });
});

describe('an account that nobody uses', () => {
  it('has its owner told twice, and is locked on the day that was said, with why in the audit', async () => {
    const id = await unusedSince('2026-01-15');
    expect(await run('2026-06-30')).toEqual({ warned: 0, locked: 0 });
    expect(await run('2026-07-01')).toEqual({ warned: 1, locked: 0 });
    expect(await run('2026-07-01')).toEqual({ warned: 0, locked: 0 });
    expect(await run('2026-07-12')).toEqual({ warned: 1, locked: 0 });
    expect(told.map(({ accountId, subject }) => [accountId, subject])).toEqual(
      [1, 2].map(() => [id, 'Hộp thư sẽ bị khoá ngày 2026-07-15 vì không được sử dụng']),
    );
    expect(await listWarned(test.database, 6)).toMatchObject([
      { accountId: id, locksOn: '2026-07-15', warnedDays: 3, usedOn: '2026-01-15' },
    ]);
    const before = await query('SELECT generation FROM access_generation');
    expect(await run('2026-07-15')).toEqual({ warned: 0, locked: 1 });
    expect(await stateOf(id)).toBe('locked');
    expect((await query('SELECT generation FROM access_generation'))[0]?.generation).toBe(before[0]?.generation + 1);
    expect(await query('SELECT act, detail FROM audit WHERE account_id = $1', id)).toEqual([
      { act: 'account.lock', detail: { because: 'idle', usedOn: '2026-01-15' } },
    ]);
  });

  it('is warned and locked by one process of several', async () => {
    const id = await unusedSince('2026-01-15');
    const reports = await Promise.all([run('2026-07-01'), run('2026-07-01'), run('2026-07-01')]);
    expect(reports.map(({ warned }) => warned).sort()).toEqual([0, 0, 1]);
    expect(told).toHaveLength(1);
    expect(await stateOf(id)).toBe('active');
  });

  it('is not locked once somebody has signed in, and unlocked begins its months anew', async () => {
    const id = await unusedSince('2026-01-15');
    await run('2026-07-01');
    await inTransaction(test.database, (tx) => beginAccountUse(tx, id));
    expect(await listWarned(test.database, 6)).toEqual([]);
    await query(`UPDATE account_use SET used_at = '2020-01-01', locks_on = '2020-07-01', warned_days = 3 WHERE account_id = $1`, id);
    expect(await run('2026-07-20')).toEqual({ warned: 0, locked: 1 });
    const account = { id, address: `vien${made}@tinh.gov.vn` };
    expect((await attemptInTransaction(test.database, (tx) => unlockAccount(tx, { account, actorAccountId: null, reason: null }))).ok).toBe(
      true,
    );
    expect(await run('2026-07-21')).toEqual({ warned: 0, locked: 0 });
    expect(await stateOf(id)).toBe('active');
  });

  it('that was never signed in to counts from the day it was made', async () => {
    made += 1;
    const { accountId } = await directory.staff(domain, `vien${made}`);
    await query(`UPDATE account SET created_at = '2026-01-15' WHERE id = $1`, accountId);
    expect(await run('2026-07-01')).toEqual({ warned: 1, locked: 0 });
  });
});
