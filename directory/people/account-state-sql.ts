import type { DirectoryTables } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

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
