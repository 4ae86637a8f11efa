import type { AccountId } from '#kernel/ids.ts';

/** An INBOX, and the UIDNEXT it had when it was last looked at; 1: never. */
export interface InboxSince {
  readonly accountId: AccountId;
  readonly sinceUid: number;
}

export interface InboxNow {
  readonly accountId: AccountId;
  readonly uidNext: number;
  /** Whether anything that came since is unread. */
  readonly hasUnreadSince: boolean;
}

/** What the duties ask of the mail side. Accounts without an INBOX are absent from the answers. */
export interface Inboxes {
  since(asked: readonly InboxSince[]): Promise<readonly InboxNow[]>;
  /** How many unread messages each INBOX holds; those without any may be absent. */
  unread(accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, number>>;
}
