import type { AccountId, ContentId, MailboxId, Uid } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeAccounts, changeMailboxes } from './counters-sql.ts';
import { deletedBit, type Flags, seenBit } from './flags.ts';
import { insertMessages } from './message-sql.ts';

/** One message to be put into one mailbox. */
export interface NewMessage {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
  /** May still be on its way: the counters move meanwhile. */
  readonly contentId: ContentId | Promise<ContentId>;
  /** Octets of the shared content alone. */
  readonly contentOctets: number;
  /** This delivery's trace fields: whole header lines, CRLF included, in front of the content. */
  readonly prefix: Buffer;
  readonly flags: Flags;
  readonly internalDate: Date;
  readonly actorAccountId: AccountId | null;
  /** Given for copies, so that they share their identity with the source (RFC 8474); null takes a new one. */
  readonly emailId: number | null;
}

export interface AddedMessage {
  readonly mailboxId: MailboxId;
  readonly uidValidity: number;
  readonly uid: Uid;
  readonly modSeq: number;
}

/**
 * Puts messages into mailboxes, counters and all, in the caller's transaction; UIDs of one mailbox follow the order given.
 * Answers null when one of the mailboxes is gone: the caller rolls back or chooses another.
 */
export async function addMessages(tx: Tx, messages: readonly NewMessage[]): Promise<AddedMessage[] | null> {
  if (messages.length === 0) return [];
  const octetsOf = (message: NewMessage) => message.contentOctets + message.prefix.length;
  changeAccounts(
    tx,
    messages.map((message) => ({ accountId: message.accountId, octets: octetsOf(message), messages: 1 })),
  );
  const moving = changeMailboxes(
    tx,
    messages.map((message) => ({
      mailboxId: message.mailboxId,
      newMessages: 1,
      messages: 1,
      unseen: message.flags.bits & seenBit ? 0 : 1,
      deleted: message.flags.bits & deletedBit ? 1 : 0,
      octets: octetsOf(message),
    })),
  );
  const [moved, ...contentIds] = await Promise.all([moving, ...messages.map((message) => message.contentId)]);
  const taken = new Map<MailboxId, number>();
  const rows = [];
  for (const [index, message] of messages.entries()) {
    const mailbox = moved.get(message.mailboxId);
    if (!mailbox) return null;
    if (mailbox.accountId !== message.accountId)
      throw new Error(`mailbox ${message.mailboxId} is of account ${mailbox.accountId}, not of ${message.accountId}`);
    const offset = taken.get(message.mailboxId) ?? 0;
    taken.set(message.mailboxId, offset + 1);
    rows.push({
      ...message,
      contentId: contentIds[index]!,
      uid: (mailbox.firstUid + offset) as Uid,
      modSeq: mailbox.modSeq,
      sizeOctets: octetsOf(message),
    });
  }
  insertMessages(tx, rows);
  return rows.map(({ mailboxId, uid, modSeq }) => ({ mailboxId, uid, modSeq, uidValidity: moved.get(mailboxId)!.uidValidity }));
}
