import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, DomainId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { DirectoryTables } from './tables.ts';

// Any number, as long as nothing else in the program uses the same.
const addressLockKey = 7_214_002;

/** Until commit nobody else gives out an address, so a name found free stays free. Reading addresses is not held up. */
export async function lockAddresses(tx: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${addressLockKey}::bigint)`.execute(tablesIn(tx));
}

/** Which of these were ever given out (REQ-DIR-10), as `local@domain`. */
export async function findGivenAddresses(
  tx: Tx,
  addresses: readonly { localPart: string; domain: string }[],
): Promise<ReadonlySet<string>> {
  const rows = await tablesIn<DirectoryTables>(tx)
    .selectFrom('address')
    .innerJoin('domain', 'domain.id', 'address.domain_id')
    .select(['address.local_part', 'domain.name'])
    .where(sql<boolean>`(address.local_part, domain.name) IN (SELECT * FROM unnest(
      ${addresses.map((address) => address.localPart)}::text[], ${addresses.map((address) => address.domain)}::text[]))`)
    .execute();
  return new Set(rows.map((row) => `${row.local_part}@${row.name}`));
}

/** Every local part ever given out in these domains that contains one of the pieces (letters and digits only). */
export async function findLocalPartsWith(
  tx: Tx,
  domainIds: readonly DomainId[],
  pieces: readonly string[],
): Promise<readonly { domainId: DomainId; localPart: string }[]> {
  return tablesIn<DirectoryTables>(tx)
    .selectFrom('address')
    .select(['domain_id as domainId', 'local_part as localPart'])
    .where('domain_id', 'in', domainIds)
    .where(sql<boolean>`local_part LIKE ANY (${pieces.map((piece) => `%${piece}%`)}::text[])`)
    .execute();
}

export interface PrimaryAddress {
  readonly accountId: AccountId;
  readonly domainId: DomainId;
  readonly localPart: string;
}

export async function insertPrimaryAddresses(tx: Tx, addresses: readonly PrimaryAddress[]): Promise<void> {
  await sql`
    INSERT INTO address (account_id, domain_id, local_part, kind)
    SELECT "accountId", "domainId", "localPart", 'primary'
    FROM jsonb_to_recordset(${JSON.stringify(addresses)}::jsonb) AS r ("accountId" bigint, "domainId" bigint, "localPart" text)`.execute(
    tablesIn(tx),
  );
}
