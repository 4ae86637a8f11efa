import { type HotStatement, queryIn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface Quota {
  readonly octets: number;
  /** null: only octets are limited. */
  readonly messages: number | null;
}

/** What an account may hold; locked until the transaction ends. undefined when there is no such account, or it is closed. */
export async function lockQuota(tx: Tx, accountId: AccountId): Promise<Quota | undefined> {
  return (await queryIn<Quota>(tx, selectQuota, [accountId]))[0];
}

const selectQuota: HotStatement = {
  name: 'people-lock-quota',
  text: `SELECT quota_octets AS octets, quota_messages AS messages FROM account WHERE id = $1 AND state <> 'closed' FOR NO KEY UPDATE`,
};

export async function updateQuota(tx: Tx, accountId: AccountId, { octets, messages }: Quota): Promise<void> {
  await queryIn(tx, setQuotas, [accountId, octets, messages]);
}

const setQuotas: HotStatement = {
  name: 'people-set-quota',
  text: 'UPDATE account SET quota_octets = $2, quota_messages = $3 WHERE id = $1',
};
