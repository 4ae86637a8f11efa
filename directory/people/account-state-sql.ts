import type { DirectoryTables } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** Whether the person is suspended or has left: then it is not a lock that an administrator lifts. Nobody changes the account before commit. */
export async function isAway(tx: Tx, accountId: AccountId): Promise<boolean> {
  await tablesIn<DirectoryTables>(tx).selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const away = await tablesIn<DirectoryTables>(tx)
    .selectFrom('account_absence')
    .select('id')
    .where('account_id', '=', accountId)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return away !== undefined;
}

/** False when the account is not in the state it is to leave. */
export async function changeAccountState(
  tx: Tx,
  accountId: AccountId,
  from: 'active' | 'locked',
  to: 'active' | 'locked',
): Promise<boolean> {
  const { numUpdatedRows } = await tablesIn<DirectoryTables>(tx)
    .updateTable('account')
    .set({ state: to })
    .where('id', '=', accountId)
    .where('state', '=', from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
