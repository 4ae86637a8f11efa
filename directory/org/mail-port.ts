import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** What the directory asks of the mail side: the folders a new account begins with (INBOX, Sent, …), in the same transaction. */
export type CreateMailboxes = (tx: Tx, accountIds: readonly AccountId[]) => Promise<void>;
