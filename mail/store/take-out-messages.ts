import type { ModSeq, Uid } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeAccounts, changeMailboxes, type MailboxChange } from './counters-sql.ts';
import { deletedBit, seenBit } from './flags.ts';
import { lockPlaces, type MailboxRef, mailboxGone } from './lock-places.ts';
import { expungeRows, type HeldMessageRow, heldMessages } from './message-sql.ts';
import type { ExpungeReason } from './tables.ts';

/** Expunges messages: those of `uids` (null: any) that carry \Deleted. Answers what went. */
export async function expungeDeleted(
  tx: Tx,
  mailbox: MailboxRef,
  uids: readonly number[] | null,
): Promise<Result<{ uids: Uid[]; highestModSeq: ModSeq }>> {
  const [[locked], gone] = await Promise.all([lockPlaces(tx, [mailbox]), heldMessages(tx, mailbox.mailboxId, uids, deletedBit)]);
  if (!locked) return refused(mailboxGone);
  if (gone.length === 0) return ok({ uids: [], highestModSeq: locked.highestmodseq });
  return ok({ uids: gone.map((row) => row.uid), highestModSeq: await takeOut(tx, mailbox, gone, 'expunge') });
}

/** Takes the named messages out, whatever their flags; those gone already are passed over. Answers what went. */
export async function takeOutNamed(tx: Tx, mailbox: MailboxRef, uids: readonly number[]): Promise<Result<Uid[]>> {
  const [[locked], gone] = await Promise.all([lockPlaces(tx, [mailbox]), heldMessages(tx, mailbox.mailboxId, uids)]);
  if (!locked) return refused(mailboxGone);
  if (gone.length > 0) await takeOut(tx, mailbox, gone, 'expunge');
  return ok(gone.map((row) => row.uid));
}

/** Takes every message out of a locked mailbox. */
export async function takeOutAll(tx: Tx, mailbox: MailboxRef, reason: ExpungeReason): Promise<void> {
  const gone = await heldMessages(tx, mailbox.mailboxId, null);
  if (gone.length > 0) await takeOut(tx, mailbox, gone, reason);
}

/** Takes messages out of a locked mailbox; their rows stay until retention ends. */
export async function takeOut(tx: Tx, mailbox: MailboxRef, gone: readonly HeldMessageRow[], reason: ExpungeReason): Promise<ModSeq> {
  const change = withoutThese(mailbox, gone);
  changeAccounts(tx, [{ accountId: mailbox.accountId, octets: change.octets, messages: change.messages }]);
  const modSeq = (await changeMailboxes(tx, [change])).get(mailbox.mailboxId)!.modSeq as ModSeq;
  expungeRows(tx, mailbox.mailboxId, gone, modSeq, reason);
  return modSeq;
}

/** What a mailbox's counters lose with messages. */
export function withoutThese({ mailboxId }: MailboxRef, gone: readonly HeldMessageRow[]): MailboxChange {
  return {
    mailboxId,
    newMessages: 0,
    messages: -gone.length,
    unseen: -gone.filter((row) => !(row.flags & seenBit)).length,
    deleted: -gone.filter((row) => row.flags & deletedBit).length,
    octets: -octetsOf(gone),
  };
}

export function octetsOf(rows: readonly HeldMessageRow[]): number {
  return rows.reduce((sum, row) => sum + row.size_octets, 0);
}
