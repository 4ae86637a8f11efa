import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

/** A mailbox that somebody uses, and how full it is. */
export interface UsedMailbox {
  readonly accountId: AccountId;
  readonly address: string;
  /** The person's or unit's. */
  readonly name: string;
  readonly kind: 'personal' | 'unit';
  readonly usedOctets: number;
  readonly quotaOctets: number;
  readonly usedMessages: number;
  /** null: only octets are limited. */
  readonly quotaMessages: number | null;
}

/** Of these accounts those that are not closed, in the order they were made. */
export function findMailboxes(database: Database, accountIds: readonly AccountId[]): Promise<UsedMailbox[]> {
  return queryOn<UsedMailbox>(database, find, [accountIds]);
}

const find: HotStatement = {
  name: 'access-find-mailboxes',
  text: `
    SELECT account.id AS "accountId", local_part || '@' || domain.name AS address, coalesce(person.display_name, unit.name) AS name, account.kind,
      used_octets AS "usedOctets", quota_octets AS "quotaOctets", used_messages AS "usedMessages", quota_messages AS "quotaMessages"
    FROM account JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
    WHERE account.id = ANY ($1::bigint[]) AND account.state <> 'closed' ORDER BY account.id`,
};
