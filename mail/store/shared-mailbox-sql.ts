import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import type { MailboxRow } from './mailbox-sql.ts';

/** The live mailboxes of several accounts at once, by account and name, subscribed as one reader has them. */
export function sharedMailboxesOf(database: Database, accountIds: readonly AccountId[], readerId: AccountId): Promise<MailboxRow[]> {
  return queryOn(database, selectShared, [accountIds, readerId]);
}

const selectShared: HotStatement = {
  name: 'store-shared-mailboxes',
  text: `
    SELECT mailbox.id, mailbox.account_id, name, special_use, uidvalidity, uidnext, highestmodseq, expunge_floor_modseq, messages, unseen,
      deleted, size_octets, coalesce(own.is_subscribed, mailbox.is_subscribed) AS is_subscribed
    FROM mailbox
    LEFT JOIN mailbox_subscription AS own ON own.mailbox_id = mailbox.id AND own.account_id = $2::bigint
    WHERE mailbox.account_id = ANY ($1::bigint[]) AND deleted_at IS NULL
    ORDER BY mailbox.account_id, name`,
};

/** A reader's own answer for a mailbox that is not theirs. */
export async function setSharedSubscribed(
  database: Database,
  readerId: AccountId,
  mailboxId: MailboxId,
  isSubscribed: boolean,
): Promise<void> {
  await queryOn(database, upsertSubscription, [readerId, mailboxId, isSubscribed]);
}

const upsertSubscription: HotStatement = {
  name: 'store-shared-subscription',
  text: `
    INSERT INTO mailbox_subscription (account_id, mailbox_id, is_subscribed) VALUES ($1::bigint, $2::bigint, $3)
    ON CONFLICT (account_id, mailbox_id) DO UPDATE SET is_subscribed = excluded.is_subscribed`,
};
