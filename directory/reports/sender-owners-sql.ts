import { candidateLocalParts } from '#directory/access/rules.ts';
import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';

/** Whose addresses of ours are or were: an address is never another's (REQ-DIR-10), so what was sent from it a while ago was theirs too. */
export async function ownersOfSenders(database: Database, addresses: readonly string[]): Promise<ReadonlyMap<string, AccountId>> {
  const asked = addresses.flatMap((address) => {
    const parsed = parseEmailAddress(address);
    if (!parsed.ok) return [];
    return candidateLocalParts(parsed.value).map((localPart, rank) => ({ address, localPart, rank, domain: parsed.value.domain }));
  });
  const rows = await queryOn<{ address: string; accountId: AccountId }>(database, selectOwners, [
    asked.map(({ address }) => address),
    asked.map(({ localPart }) => localPart),
    asked.map(({ domain }) => domain),
    asked.map(({ rank }) => rank),
  ]);
  return new Map(rows.map(({ address, accountId }) => [address, accountId]));
}

const selectOwners: HotStatement = {
  name: 'reports-sender-owners',
  text: `
    SELECT DISTINCT ON (asked.address) asked.address, address.account_id AS "accountId"
    FROM unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS asked (address, local_part, domain, rank)
    JOIN domain ON domain.name = asked.domain JOIN address ON address.domain_id = domain.id AND address.local_part = asked.local_part
    ORDER BY asked.address, asked.rank`,
};
