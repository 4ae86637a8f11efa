import { type Database, type HotStatement, queryOn } from '#io/database.ts';

/** What all mailboxes hold, as their quotas count it, and what the database takes on the disk. */
export async function readUsedOctets(database: Database): Promise<{ mailOctets: number; databaseOctets: number }> {
  const [row] = await queryOn<{ mailOctets: number; databaseOctets: number }>(database, selectUsed, []);
  return row!;
}

const selectUsed: HotStatement = {
  name: 'store-used-octets',
  text: `SELECT coalesce(sum(used_octets), 0)::bigint AS "mailOctets", pg_database_size(current_database()) AS "databaseOctets" FROM account`,
};
