import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockAccounts } from './counters-sql.ts';
import { deleteMailboxes, deleteMessages, deleteTexts, lockForErasing, mailboxWithMessages } from './erase-mail-sql.ts';

/**
 * Deletes the next messages of an account for good, in a transaction of its own that holds no lock for long; false when there are none. Cut off,
 * it goes on where it was: nothing is noted but what is gone. Whoever calls has closed the account, so that nothing new comes. Octets that
 * nobody else has are swept like all others.
 */
export async function eraseMessages(database: Database, accountId: AccountId): Promise<number> {
  return inTransaction(database, async (tx) => {
    const mailboxId = await mailboxWithMessages(tx, accountId);
    if (mailboxId === undefined) return 0;
    lockAccounts(tx, [accountId]);
    await lockForErasing(tx, accountId, mailboxId);
    return deleteMessages(tx, accountId, mailboxId);
  });
}

/**
 * Deletes the folders and the text index of an account whose messages are gone. False, and nothing done, when there is one again: a delivery that
 * looked the account up before it was closed may come this late. After the last folder it finds none, and fails.
 */
export async function eraseMailboxes(tx: Tx, accountId: AccountId): Promise<boolean> {
  lockAccounts(tx, [accountId]);
  await lockForErasing(tx, accountId, null);
  if ((await mailboxWithMessages(tx, accountId)) !== undefined) return false;
  await deleteMailboxes(tx, accountId);
  await deleteTexts(tx, accountId);
  return true;
}

/** The indexer may have been at work on messages that went: it writes what it read before. To be called again a while later. */
export function eraseTexts(tx: Tx, accountId: AccountId): Promise<void> {
  return deleteTexts(tx, accountId);
}
