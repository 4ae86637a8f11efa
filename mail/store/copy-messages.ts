import type { AccountId, ModSeq, Uid } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { quotaIn } from './account-sql.ts';
import { changeAccounts, changeMailboxes, type MailboxChange } from './counters-sql.ts';
import { lockPlaces, type MailboxRef, mailboxGone } from './lock-places.ts';
import { expungeRows, type HeldMessageRow, heldMessages, insertCopies } from './message-sql.ts';
import { hasRoom } from './quota.ts';
import { octetsOf, withoutThese } from './take-out-messages.ts';

export interface CopyOutcome {
  readonly uidValidity: number;
  readonly sourceUids: Uid[];
  readonly targetUids: Uid[];
}

/** Copies messages, flags and internal dates kept (RFC 9051 §6.4.7): all that still exist, or none, as when the quota allows too few. */
export async function copyMessages(
  tx: Tx,
  source: MailboxRef,
  uids: readonly number[],
  target: MailboxRef,
  actorAccountId: AccountId,
): Promise<Result<CopyOutcome>> {
  const copied = await putCopies(tx, source, uids, target, { actorAccountId, takesRoom: true, leaves: false });
  return copied.ok ? ok(copied.value.outcome) : copied;
}

/** Copies messages and takes them out of the source, in one (RFC 6851). */
export async function moveMessages(
  tx: Tx,
  source: MailboxRef,
  uids: readonly number[],
  target: MailboxRef,
  actorAccountId: AccountId,
): Promise<Result<CopyOutcome & { highestModSeq: ModSeq }>> {
  // Within an account nothing is added: a full mailbox can be tidied.
  const takesRoom = source.accountId !== target.accountId;
  const copied = await putCopies(tx, source, uids, target, { actorAccountId, takesRoom, leaves: true });
  if (!copied.ok) return copied;
  const { outcome, held, sourceModSeq } = copied.value;
  if (held.length > 0) expungeRows(tx, source.mailboxId, held, sourceModSeq, 'move');
  return ok({ ...outcome, highestModSeq: sourceModSeq });
}

interface HowToCopy {
  readonly actorAccountId: AccountId;
  readonly takesRoom: boolean;
  /** They go from the source: its counters lose them. */
  readonly leaves: boolean;
}

/** `sourceModSeq`: what takes messages out of the source carries it. */
async function putCopies(
  tx: Tx,
  source: MailboxRef,
  uids: readonly number[],
  target: MailboxRef,
  how: HowToCopy,
): Promise<Result<{ outcome: CopyOutcome; held: readonly HeldMessageRow[]; sourceModSeq: ModSeq }>> {
  const [locked, held, quota] = await Promise.all([
    lockPlaces(tx, [source, target]),
    heldMessages(tx, source.mailboxId, uids),
    quotaIn(tx, target.accountId),
  ]);
  const targetRow = locked.find((row) => row.id === target.mailboxId);
  const sourceRow = locked.find((row) => row.id === source.mailboxId);
  if (!targetRow || !sourceRow) return refused(mailboxGone);
  const { uidvalidity: uidValidity } = targetRow;
  if (held.length === 0)
    return ok({ outcome: { uidValidity, sourceUids: [], targetUids: [] }, held, sourceModSeq: sourceRow.highestmodseq });
  const room = how.takesRoom ? hasRoom(quota, { octets: octetsOf(held), messages: held.length }) : ok();
  if (!room.ok) return room;
  const moved = await count(tx, source, target, held, how.leaves);
  const { firstUid, modSeq } = moved.get(target.mailboxId)!;
  insertCopies(tx, source.mailboxId, held, { ...target, firstUid, modSeq, actorAccountId: how.actorAccountId });
  const sourceUids = held.map((row) => row.uid);
  const targetUids = held.map((_row, at) => (firstUid + at) as Uid);
  const sourceModSeq = (moved.get(source.mailboxId)?.modSeq ?? sourceRow.highestmodseq) as ModSeq;
  return ok({ outcome: { uidValidity, sourceUids, targetUids }, held, sourceModSeq });
}

function count(tx: Tx, source: MailboxRef, target: MailboxRef, held: readonly HeldMessageRow[], leaves: boolean) {
  const loss = withoutThese(source, held);
  const gain: MailboxChange = {
    mailboxId: target.mailboxId,
    newMessages: held.length,
    messages: -loss.messages,
    unseen: -loss.unseen,
    deleted: -loss.deleted,
    octets: -loss.octets,
  };
  const accountGain = { accountId: target.accountId, octets: gain.octets, messages: gain.messages };
  const accountLoss = { accountId: source.accountId, octets: loss.octets, messages: loss.messages };
  changeAccounts(tx, leaves ? [accountGain, accountLoss] : [accountGain]);
  return changeMailboxes(tx, leaves ? [gain, loss] : [gain]);
}
