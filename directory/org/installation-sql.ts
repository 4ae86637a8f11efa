import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { DirectoryTables } from './tables.ts';

/** Whether a province has been set up in this database. */
export async function isInstalled(database: Database): Promise<boolean> {
  return (await installedProvince(database)) !== null;
}

/** The id of the province that was set up, as its file has it. */
export async function installedProvince(database: Database): Promise<string | null> {
  const row = await tablesOf<DirectoryTables>(database).selectFrom('installation').select('province').executeTakeFirst();
  return row?.province ?? null;
}

/** Fails when a province is there already: two first starts at once set up one. */
export async function recordInstallation(tx: Tx, province: string): Promise<void> {
  await tablesIn<DirectoryTables>(tx).insertInto('installation').values({ province }).execute();
}
