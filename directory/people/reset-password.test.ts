import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeArgon2id } from '#directory/access/argon2id.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { approveAct, proposeAct } from '#directory/access/two-people/approve.ts';
import { proposalIn } from '#directory/access/two-people/permit.ts';
import { attemptInTransaction, sql } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { resetPassword } from './reset-password.ts';

let test: TestDatabase;
let [first, second, auditor]: AccountId[] = [];
const argon2id = makeArgon2id();
beforeAll(async () => {
  test = await createTestDatabase();
  const directory = new SmallDirectory(test.database);
  const domain = await directory.domain('tinh.gov.vn');
  const holder = async (name: string, role: 'operator' | 'auditor') => {
    const { accountId } = await directory.staff(domain, name);
    await directory.assign(accountId, role);
    return accountId;
  };
  [first, second, auditor] = [await holder('nhat', 'operator'), await holder('nhi', 'operator'), await holder('giamsat', 'auditor')];
});
afterAll(() => test[Symbol.asyncDispose]());

const reset = (mustChange: boolean, password = 'mot mat khau rat dai va la 27') =>
  attemptInTransaction(test.database, (tx) =>
    resetPassword(
      { tx, twoPeople: true, argon2id },
      {
        account: { id: auditor!, address: 'giamsat@tinh.gov.vn', roles: ['auditor'] },
        actorAccountId: first!,
        password,
        mustChange,
      },
    ),
  );

it('a password that two people reset is as the second one approved: to be changed, or to stay', async () => {
  const refused = await reset(true);
  const proposal = refused.ok ? undefined : proposalIn(refused.refusal);
  const approved = await attemptInTransaction(test.database, async (tx) => {
    const proposed = await proposeAct(tx, { asked: { ...proposal!, actorAccountId: first! }, reason: 'quên mật khẩu' });
    return proposed.ok ? approveAct(tx, { approvalId: proposed.value.approvalId, approverAccountId: second! }) : proposed;
  });
  expect(approved.ok).toBe(true);
  expect(await reset(false)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  // A password that the policy refuses uses nothing up.
  expect(await reset(true, '123456')).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  expect((await reset(true)).ok).toBe(true);
  const { rows } = await sql`SELECT must_change FROM password WHERE account_id = ${auditor}`.execute(test.database.kysely);
  expect(rows).toEqual([{ must_change: true }]);
  const { rows: told } = await sql`SELECT detail::text LIKE '%mot mat khau%' AS "isTold" FROM audit
    WHERE act = 'account.set-password'`.execute(test.database.kysely);
  expect(told).toEqual([{ isTold: false }]);
});
