import { sql } from 'kysely';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { DomainId, UnitId } from '#kernel/ids.ts';

/** A unit found by what its mailbox is or was called. */
export interface UnitByMailbox {
  readonly id: UnitId;
  readonly name: string;
  /** Of its primary address. */
  readonly localPart: string;
  readonly domainId: DomainId;
  readonly domain: string;
  /** The naming profile of the nearest unit above that has one, itself included. */
  readonly profileId: string | null;
  readonly hasEnded: boolean;
}

/** Units with a mailbox of this name, whatever the kind of address: one in a given domain, perhaps several where it is null. */
export async function findUnitsByMailbox(database: Database, localPart: string, domain: string | null): Promise<readonly UnitByMailbox[]> {
  const { rows } = await sql<UnitByMailbox>`
    SELECT unit.id, unit.name, address.local_part AS "localPart", domain.id AS "domainId", domain.name AS domain,
      coalesce(unit.valid_to < today_in_vietnam(), false) AS "hasEnded",
      (WITH RECURSIVE above AS (
         SELECT unit.parent_id, unit.naming_profile
         UNION
         SELECT up.parent_id, up.naming_profile FROM above JOIN unit up ON up.id = above.parent_id WHERE above.naming_profile IS NULL
       ) SELECT naming_profile FROM above WHERE naming_profile IS NOT NULL) AS "profileId"
    FROM address asked
    JOIN domain asked_domain ON asked_domain.id = asked.domain_id
    JOIN account ON account.id = asked.account_id
    JOIN unit ON unit.id = account.unit_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE asked.local_part = ${localPart} AND asked_domain.name = coalesce(${domain}::text, asked_domain.name)
    ORDER BY domain.name, unit.id`.execute(tablesOf<DirectoryTables>(database));
  return rows;
}
