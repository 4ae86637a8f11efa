import { searchKey } from '#directory/naming/fold-name.ts';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** The person behind the first administrator's account: nobody by name. */
export async function insertOperator(tx: Tx): Promise<PersonId> {
  const displayName = 'Quản trị hệ thống';
  const name = { family_name: 'Quản', middle_name: 'trị hệ', given_name: 'thống', display_name: displayName };
  const { id } = await tablesIn<DirectoryTables>(tx)
    .insertInto('person')
    .values({ ...name, search_key: searchKey(displayName), birth_date: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
