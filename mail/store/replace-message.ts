import type { ModSeq, Uid } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { addMessages, type NewMessage } from './add-messages.ts';
import { lockPlaces, type MailboxRef, mailboxGone } from './lock-places.ts';
import { heldMessages } from './message-sql.ts';
import { takeOut } from './take-out-messages.ts';

export interface ReplaceOutcome {
  readonly uidValidity: number;
  readonly uid: Uid;
  /** The old message, unless it was gone already. */
  readonly gone: Uid[];
  readonly highestModSeq: ModSeq;
}

/** Puts a message in the place of another, in one (RFC 8508 §3.1): nobody ever sees both, or neither. The old one may stand in another mailbox. */
export async function replaceMessage(tx: Tx, source: MailboxRef, uid: number, message: NewMessage): Promise<Result<ReplaceOutcome>> {
  const [locked, gone, contentId] = await Promise.all([
    lockPlaces(tx, [source, message]),
    heldMessages(tx, source.mailboxId, [uid]),
    message.contentId,
  ]);
  const sourceRow = locked.find((row) => row.id === source.mailboxId);
  const [added] = (await addMessages(tx, [{ ...message, contentId }])) ?? [];
  if (!sourceRow || !added) return refused(mailboxGone);
  const highestModSeq = gone.length > 0 ? await takeOut(tx, source, gone, 'replaced') : sourceRow.highestmodseq;
  return ok({ uidValidity: added.uidValidity, uid: added.uid, gone: gone.map((row) => row.uid), highestModSeq });
}
