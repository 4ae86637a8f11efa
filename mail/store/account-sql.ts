import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

export interface AccountQuota {
  readonly usedOctets: number;
  readonly limitOctets: number;
  readonly usedMessages: number;
}

/** How full an account is. */
export async function quotaOf(database: Database, accountId: AccountId): Promise<AccountQuota> {
  const [row] = await queryOn<{ used_octets: number; quota_octets: number; used_messages: number }>(database, selectQuota, [accountId]);
  if (!row) throw new Error(`account ${accountId} does not exist`);
  return { usedOctets: row.used_octets, limitOctets: row.quota_octets, usedMessages: row.used_messages };
}

const selectQuota: HotStatement = {
  name: 'store-quota',
  text: 'SELECT used_octets, quota_octets, used_messages FROM account WHERE id = $1',
};
