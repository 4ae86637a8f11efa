import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** What the directory asks of the mail side: the folders a new account begins with (INBOX, Sent, …), in the same transaction. */
export type CreateMailboxes = (tx: Tx, accountIds: readonly AccountId[]) => Promise<void>;

/** A message of the system's own to the owner of a mailbox of ours. */
export interface Notice {
  readonly accountId: AccountId;
  /** Primary. */
  readonly address: string;
  readonly subject: string;
  /** Plain text; lines end in \n. */
  readonly text: string;
}

/**
 * Puts notices into their INBOXes in the transaction of what they tell about: sent if that came to pass, and never if not. Answers whose
 * INBOX has one; who has no INBOX is left out.
 */
export type SendNotices = (tx: Tx, notices: readonly Notice[]) => Promise<readonly AccountId[]>;
