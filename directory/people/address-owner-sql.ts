import { sql } from 'kysely';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { DomainId } from '#kernel/ids.ts';

/** Whose an address is or was (REQ-DIR-10). */
export interface AddressOwner {
  readonly localPart: string;
  /** The person's or the unit's. */
  readonly owner: string;
  readonly addressKind: 'primary' | 'alias' | 'former';
  readonly accountKind: 'personal' | 'unit';
  readonly accountState: 'active' | 'locked' | 'closed';
}

/** Those of the names that were ever given out in the domain, and to whom. */
export function findAddressOwners(database: Database, domainId: DomainId, localParts: readonly string[]): Promise<AddressOwner[]> {
  return tablesOf<DirectoryTables>(database)
    .selectFrom('address')
    .innerJoin('account', 'account.id', 'address.account_id')
    .leftJoin('person', 'person.id', 'account.person_id')
    .leftJoin('unit', 'unit.id', 'account.unit_id')
    .where('address.domain_id', '=', domainId)
    .where(sql<boolean>`address.local_part = ANY (${localParts}::text[])`)
    .select([
      'address.local_part as localPart',
      sql<string>`coalesce(person.display_name, unit.name)`.as('owner'),
      'address.kind as addressKind',
      'account.kind as accountKind',
      'account.state as accountState',
    ])
    .execute();
}
