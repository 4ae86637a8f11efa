import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { mailboxListLimits } from './limits.ts';

export interface LargeMailbox {
  readonly accountId: AccountId;
  readonly address: string;
  readonly usedOctets: number;
  readonly quotaOctets: number;
}

/** What mailboxes may hold all told, how many are nearly full, and the largest of them. */
export interface MailboxSizes {
  /** Of all that have a quota. */
  readonly quotaOctets: number;
  readonly nearlyFull: number;
  readonly largest: readonly LargeMailbox[];
}

/** Accounts are read from one end to the other, as for the warnings of quotas: some ten milliseconds for fifty thousand. */
export async function mailboxSizes(database: Database): Promise<MailboxSizes> {
  const { largestShown, nearlyFullShare } = mailboxListLimits;
  const [row] = await queryOn<MailboxSizes>(database, selectSizes, [largestShown, nearlyFullShare]);
  return row!;
}

const selectSizes: HotStatement = {
  name: 'people-mailbox-sizes',
  text: `
    WITH largest AS MATERIALIZED (
      SELECT id, used_octets, quota_octets FROM account WHERE state <> 'closed' AND used_octets > 0 ORDER BY used_octets DESC, id LIMIT $1::int
    ), named AS (
      SELECT largest.*, local_part || '@' || domain.name AS address
      FROM largest JOIN address ON address.account_id = largest.id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
    )
    SELECT coalesce(sum(quota_octets), 0)::bigint AS "quotaOctets",
      count(*) FILTER (WHERE quota_octets > 0 AND used_octets >= quota_octets * $2::float8) AS "nearlyFull",
      coalesce((SELECT jsonb_agg(jsonb_build_object('accountId', id, 'address', address, 'usedOctets', used_octets, 'quotaOctets', quota_octets)
        ORDER BY used_octets DESC, id) FROM named), '[]') AS largest
    FROM account WHERE state <> 'closed'`,
};
