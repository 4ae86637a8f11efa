import type { AccountId, MailboxId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockAccounts } from './counters-sql.ts';
import { lockMailboxes, type MailboxRow } from './mailbox-sql.ts';

/** Which mailbox a command works in, and whose it is. */
export interface MailboxRef {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
}

export const mailboxGone = refusal('not-found', 'Mailbox no longer exists');

/**
 * Locks the accounts and then the mailboxes of a command. Answers the mailboxes that still exist. What is asked together with it is answered
 * under the locks: statements of a transaction run one after another.
 */
export async function lockPlaces(tx: Tx, refs: readonly MailboxRef[]): Promise<MailboxRow[]> {
  lockAccounts(tx, [...new Set(refs.map((ref) => ref.accountId))]);
  const rows = await lockMailboxes(tx, [...new Set(refs.map((ref) => ref.mailboxId))]);
  for (const row of rows) {
    const ref = refs.find((one) => one.mailboxId === row.id);
    if (ref?.accountId !== row.account_id) throw new Error(`mailbox ${row.id} is of account ${row.account_id}, not of ${ref?.accountId}`);
  }
  return rows;
}
