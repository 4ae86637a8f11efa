import type { Database } from '#io/database.ts';
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

/** What the deletion of an account asks of the mail side. The account is closed. */
export interface EraseMail {
  /** Deletes the next messages in a transaction of its own. Answers how many; 0: there are none left. */
  messages(database: Database, accountId: AccountId): Promise<number>;
  /** Deletes the folders and all that is kept of them; false, and nothing done, when there is a message again. */
  folders(tx: Tx, accountId: AccountId): Promise<boolean>;
  /** Deletes what the text index has of the account. */
  texts(tx: Tx, accountId: AccountId): Promise<void>;
}
