import { type Database, type HotStatement, integers, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

interface InboxState {
  readonly accountId: AccountId;
  readonly uidNext: number;
  readonly hasUnreadSince: boolean;
}

/** Whether anything unread has come to INBOXes since they had a UIDNEXT. Each costs what came since. */
export function inboxesSince(
  database: Database,
  asked: readonly { readonly accountId: AccountId; readonly sinceUid: number }[],
): Promise<readonly InboxState[]> {
  const values = [integers(asked.map((one) => one.accountId)), integers(asked.map((one) => one.sinceUid))];
  return queryOn<InboxState & Record<string, unknown>>(database, selectInboxes, values);
}

const selectInboxes: HotStatement = {
  name: 'store-inboxes-since',
  text: `
    SELECT account_id AS "accountId", uidnext AS "uidNext", unseen > 0 AND EXISTS (
      SELECT FROM message_state WHERE mailbox_id = mailbox.id AND uid >= since AND flags & 1 = 0) AS "hasUnreadSince"
    FROM unnest($1::bigint[], $2::bigint[]) AS asked (account_id, since) JOIN mailbox USING (account_id)
    WHERE name = 'INBOX' AND deleted_at IS NULL`,
};

/** Unread messages in the INBOXes of accounts; those without any are absent. */
export async function unreadInInboxes(database: Database, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>> {
  const rows = await queryOn<{ account_id: AccountId; unseen: number }>(database, selectUnread, [integers(accountIds)]);
  return new Map(rows.map((row) => [row.account_id, row.unseen]));
}

const selectUnread: HotStatement = {
  name: 'store-unread-in-inboxes',
  text: `SELECT account_id, unseen FROM mailbox WHERE account_id = ANY ($1::bigint[]) AND name = 'INBOX' AND deleted_at IS NULL AND unseen > 0`,
};
