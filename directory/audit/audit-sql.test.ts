import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { recordAct } from './audit-sql.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const acts = async () =>
  (await sql`SELECT actor_account_id, act, target, detail FROM audit ORDER BY id`.execute(test.database.kysely)).rows;

describe('the audit', () => {
  it('can be neither changed nor emptied by the application', async () => {
    for (const statement of [sql`UPDATE audit SET act = 'x'`, sql`DELETE FROM audit`, sql`TRUNCATE audit`])
      await expect(statement.execute(test.database.kysely)).rejects.toThrow(/permission denied/);
  });

  it('holds nothing of an act that did not come to pass', async () => {
    const act = { actorAccountId: null, act: 'account.lock', target: 'an@backan.gov.vn', detail: {} } as const;
    const failing = inTransaction(test.database, async (tx) => {
      await recordAct(tx, act);
      throw new Error('after all not');
    });
    await expect(failing).rejects.toThrow('after all not');
    expect(await acts()).toEqual([]);
  });

  it('holds who did what to what, in order', async () => {
    await inTransaction(test.database, async (tx) => {
      await recordAct(tx, {
        actorAccountId: 7 as AccountId,
        act: 'account.set-password',
        target: 'an@backan.gov.vn',
        detail: { by: 'tự đổi' },
      });
      await recordAct(tx, { actorAccountId: null, act: 'plan.cancel', target: null, detail: {} });
    });
    expect(await acts()).toEqual([
      { actor_account_id: 7, act: 'account.set-password', target: 'an@backan.gov.vn', detail: { by: 'tự đổi' } },
      { actor_account_id: null, act: 'plan.cancel', target: null, detail: {} },
    ]);
  });
});
