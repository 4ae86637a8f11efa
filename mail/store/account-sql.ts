import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface AccountQuota {
  readonly usedOctets: number;
  readonly limitOctets: number;
  readonly usedMessages: number;
  /** null: only octets are limited. */
  readonly limitMessages: number | null;
}

interface QuotaRow {
  readonly used_octets: number;
  readonly quota_octets: number;
  readonly used_messages: number;
  readonly quota_messages: number | null;
}

/** How full an account is. */
export async function quotaOf(database: Database, accountId: AccountId): Promise<AccountQuota> {
  return quotaFrom(accountId, await queryOn<QuotaRow>(database, selectQuota, [accountId]));
}

/** As the transaction sees it: exact once it has locked the account. */
export async function quotaIn(tx: Tx, accountId: AccountId): Promise<AccountQuota> {
  return quotaFrom(accountId, await queryIn<QuotaRow>(tx, selectQuota, [accountId]));
}

function quotaFrom(accountId: AccountId, [row]: readonly QuotaRow[]): AccountQuota {
  if (!row) throw new Error(`account ${accountId} does not exist`);
  const { used_octets, quota_octets, used_messages, quota_messages } = row;
  return { usedOctets: used_octets, limitOctets: quota_octets, usedMessages: used_messages, limitMessages: quota_messages };
}

const selectQuota: HotStatement = {
  name: 'store-quota',
  text: 'SELECT used_octets, quota_octets, used_messages, quota_messages FROM account WHERE id = $1',
};
