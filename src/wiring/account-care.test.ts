import { afterAll, beforeAll, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { orderByRule } from '#directory/lifecycle/deletion/order-deletion.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import { attemptInTransaction, inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { type AccountCareDeps, startAccountCare } from './account-care.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
const logged: Record<string, unknown>[] = [];
const note = (fields: Record<string, unknown>) => logged.push(fields);
const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;
const config: AccountCareDeps['config'] = {
  retention: { deleteDue: 'by-hand', unitKeptDays: 90 },
  accounts: { idleLockMonths: 6 },
  quotaWarnings: { percents: [80, 95] },
};
beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('tinh.gov.vn');
});
afterAll(() => test[Symbol.asyncDispose]());

const query = async (text: string, ...values: unknown[]) => (await test.database.pool.query(text, values)).rows;

/** Ordered, by a process that was killed before it erased anything. */
async function orderedDeletion(localPart: string): Promise<AccountId> {
  const { accountId: id } = await directory.staff(domain, localPart);
  await inTransaction(test.database, (tx) => createDefaultMailboxes(tx, [id]));
  await query(
    `INSERT INTO account_absence (account_id, kind, valid_from, delete_after) VALUES ($1, 'left', '2026-01-01', '2026-04-01')`,
    id,
  );
  const account = { id, address: `${localPart}@tinh.gov.vn` };
  const ordered = await attemptInTransaction(test.database, (tx) =>
    orderByRule(tx, { account, reason: 'a', today: '2026-06-01', unitKeptDays: 90 }),
  );
  if (!ordered.ok) throw new Error(ordered.refusal.message);
  return id;
}

it('a step that fails stops none of the others, and is said; several processes do each thing once', async () => {
  const gone = await orderedDeletion('danglo');
  const { accountId: full } = await directory.staff(domain, 'day');
  await query('UPDATE account SET used_octets = 900 WHERE id = $1', full);
  const { accountId: idle } = await directory.staff(domain, 'bohoang');
  await query(`INSERT INTO account_use (account_id, used_at) VALUES ($1, '2020-01-01')`, idle);
  const told: Notice[] = [];
  let isBroken = true;
  const sendNotices: AccountCareDeps['sendNotices'] = async (_tx, notices) => {
    if (isBroken) throw new Error('no room');
    told.push(...notices);
    return notices.map(({ accountId }) => accountId);
  };
  const deps = { database: test.database, config, sendNotices, log };
  const isSaid = (event: string) => logged.some((one) => one.event === event);
  {
    await using _one = startAccountCare(deps, 5);
    await using _other = startAccountCare(deps, 5);
    await waitUntil('the deletion is finished', async () => isSaid('jobs.account-erased'));
    const failed = (job: string) => logged.some((one) => one.event === 'jobs.failed' && one.job === `account care: ${job}`);
    await waitUntil('both notices failed', async () => failed('idleAccounts') && failed('quotas'));
    isBroken = false;
    await waitUntil('both are told', async () => told.length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(told.map(({ accountId }) => accountId).sort((one, other) => one - other)).toEqual([full, idle]);
  expect(await query('SELECT finished_at IS NOT NULL AS finished FROM account_deletion WHERE account_id = $1', gone)).toEqual([
    { finished: true },
  ]);
});
