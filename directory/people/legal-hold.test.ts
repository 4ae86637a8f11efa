import { afterAll, beforeAll, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { holdMailbox, releaseMailbox } from './legal-hold.ts';

let test: TestDatabase;
let accountId: AccountId;
beforeAll(async () => {
  test = await createTestDatabase();
  const made = new SmallDirectory(test.database);
  ({ accountId } = await made.staff(await made.domain('tinh.gov.vn'), 'anhnv'));
});
afterAll(() => test[Symbol.asyncDispose]());

const attempt = (does: typeof holdMailbox, reason: string, actorAccountId: AccountId | null = null) =>
  attemptInTransaction(test.database, (tx) =>
    does({ tx, twoPeople: false }, { account: { id: accountId, address: 'anhnv@tinh.gov.vn' }, actorAccountId, reason }),
  );

it('a mailbox is neither held nor released by its owner, nor by one person where two are asked for', async () => {
  for (const does of [holdMailbox, releaseMailbox]) {
    expect(await attempt(does, 'a', accountId)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    const account = { id: accountId, address: 'anhnv@tinh.gov.vn' };
    const alone = attemptInTransaction(test.database, (tx) =>
      does({ tx, twoPeople: true }, { account, actorAccountId: null, reason: 'a' }),
    );
    expect(await alone).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  }
});

it('a mailbox is held once and released once, each time in the audit, and what was is kept', async () => {
  expect(await attempt(releaseMailbox, 'a')).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  expect((await attempt(holdMailbox, 'Thanh tra')).ok).toBe(true);
  expect(await attempt(holdMailbox, 'b')).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
  expect((await attempt(releaseMailbox, 'Xong')).ok).toBe(true);
  expect((await attempt(holdMailbox, 'Lần hai')).ok).toBe(true);
  const { rows } = await test.database.pool.query(`SELECT reason, lifted_at IS NULL AS stands FROM legal_hold ORDER BY id`);
  expect(rows).toEqual([
    { reason: 'Thanh tra', stands: false },
    { reason: 'Lần hai', stands: true },
  ]);
  const acts = await test.database.pool.query(`SELECT act, detail->>'reason' AS reason FROM audit ORDER BY id`);
  expect(acts.rows).toEqual([
    { act: 'account.hold', reason: 'Thanh tra' },
    { act: 'account.release', reason: 'Xong' },
    { act: 'account.hold', reason: 'Lần hai' },
  ]);
  await expect(test.database.pool.query('DELETE FROM legal_hold')).rejects.toThrow(/permission denied/);
});
