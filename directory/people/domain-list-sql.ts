import type { DirectoryTables } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { DomainId } from '#kernel/ids.ts';

export interface ListedDomain {
  readonly id: DomainId;
  readonly name: string;
}

/** Our mail domains, the main one first. */
export function listDomains(database: Database): Promise<ListedDomain[]> {
  return tablesOf<DirectoryTables>(database).selectFrom('domain').select(['id', 'name']).orderBy('id').execute();
}
