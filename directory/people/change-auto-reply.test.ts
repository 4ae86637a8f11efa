import { afterAll, beforeAll, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { listAutoReplies } from './auto-reply-sql.ts';
import { changeAutoReply } from './change-auto-reply.ts';

let test: TestDatabase;
let accountId: AccountId;
let nobody: AccountId;
beforeAll(async () => {
  test = await createTestDatabase();
  const made = new SmallDirectory(test.database);
  const domain = await made.domain('tinh.gov.vn');
  ({ accountId } = await made.staff(domain, 'binhtt'));
  ({ accountId: nobody } = await made.staff(domain, 'nhanvien'));
});
afterAll(() => test[Symbol.asyncDispose]());

const change = (to: Parameters<typeof changeAutoReply>[1]['change'], actorAccountId: AccountId | null = null) =>
  attemptInTransaction(test.database, (tx) =>
    changeAutoReply(tx, {
      account: { id: accountId, address: 'binhtt@tinh.gov.vn' },
      actorAccountId,
      reason: null,
      change: to,
      today: '2026-06-01',
    }),
  );

it('is refused to staff, where nobody is answered, and for a day that is past', async () => {
  expect(await change('off')).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
  await test.database.pool.query(
    `INSERT INTO auto_reply (account_id, cause, contact, valid_until) VALUES ($1, 'left', 'nv@tinh.gov.vn', '2999-01-01')`,
    [accountId],
  );
  for (const actor of [nobody, accountId]) expect(await change('off', actor)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  expect(await change({ until: '2026-05-31' })).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  expect(await listAutoReplies(test.database, accountId)).toMatchObject([{ contact: 'nv@tinh.gov.vn', until: '2999-01-01' }]);
});

it('changes what was named and no more, then ends it, each time in the audit', async () => {
  expect((await change({ contact: 'lan@tinh.gov.vn' })).ok).toBe(true);
  expect((await change({ until: '2998-01-01' })).ok).toBe(true);
  expect(await listAutoReplies(test.database, accountId)).toMatchObject([
    { contact: 'lan@tinh.gov.vn', until: '2998-01-01', cause: 'left', at: null },
  ]);
  expect((await change('off')).ok).toBe(true);
  expect(await listAutoReplies(test.database, accountId)).toEqual([]);
  const { rows } = await test.database.pool.query(`SELECT act, after->'autoReplies'->0->>'contact' AS contact FROM audit ORDER BY id`);
  expect(rows).toEqual(['lan@tinh.gov.vn', 'lan@tinh.gov.vn', null].map((contact) => ({ act: 'account.change-auto-reply', contact })));
});
