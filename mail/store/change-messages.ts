import type { AccountId, MailboxId, ModSeq, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { quotaIn } from './account-sql.ts';
import { addMessages, type NewMessage } from './add-messages.ts';
import { changeAccounts, changeMailboxes, lockAccounts } from './counters-sql.ts';
import { applyFlags, checkFlags, deletedBit, type FlagOperation, type Flags, sameFlags, seenBit } from './flags.ts';
import { addMailboxOctets, lockMailboxes, type MailboxRow } from './mailbox-sql.ts';
import { copySources, expungeRows, type MessageStateRow, statesOf, updateStates } from './message-sql.ts';
import { hasRoom } from './quota.ts';
import type { ExpungeReason } from './tables.ts';

/** Which mailbox a command works in, and whose it is. */
export interface MailboxRef {
  readonly accountId: AccountId;
  readonly mailboxId: MailboxId;
}

const mailboxGone = refusal('not-found', 'Mailbox no longer exists');

export interface FlagChange {
  readonly operation: FlagOperation;
  readonly flags: Flags;
}

export interface FlagOutcome {
  /** Every named message that still exists and was not left alone, as it is now. */
  readonly states: { uid: Uid; flags: Flags; modSeq: ModSeq }[];
  /** Left alone because changed after `unchangedSince` (RFC 7162 §3.1.3). */
  readonly modified: Uid[];
}

/** Changes flags of messages, all under one modseq. What would not change keeps its modseq. */
export async function changeFlags(
  tx: Tx,
  mailbox: MailboxRef,
  uids: readonly number[],
  change: FlagChange,
  unchangedSince: number | null,
): Promise<Result<FlagOutcome>> {
  const [[locked], before] = await Promise.all([lockPlaces(tx, [mailbox]), statesOf(tx, mailbox.mailboxId, uids)]);
  if (!locked) return refused(mailboxGone);
  const modified = before.filter((state) => unchangedSince !== null && state.modseq > unchangedSince).map((state) => state.uid);
  const eligible = before.filter((state) => unchangedSince === null || state.modseq <= unchangedSince);
  const after = eligible.map((state) => ({ state, flags: applyFlags(flagsOf(state), change.operation, change.flags) }));
  const changed = after.filter(({ state, flags }) => !sameFlags(flagsOf(state), flags));
  for (const { flags } of changed) {
    const checked = checkFlags(flags);
    if (!checked.ok) return checked;
  }
  if (changed.length === 0)
    return ok({ states: after.map(({ state, flags }) => ({ uid: state.uid, flags, modSeq: state.modseq })), modified });
  changeAccounts(tx, [{ accountId: mailbox.accountId, octets: 0, messages: 0 }]);
  const moved = await changeMailboxes(tx, [
    { mailboxId: mailbox.mailboxId, newMessages: 0, messages: 0, octets: 0, ...countDifferences(changed) },
  ]);
  const modSeq = moved.get(mailbox.mailboxId)!.modSeq as ModSeq;
  updateStates(
    tx,
    mailbox.mailboxId,
    changed.map(({ state, flags }) => ({ uid: state.uid, flags })),
    modSeq,
  );
  const moving = new Set(changed.map(({ state }) => state.uid));
  return ok({
    states: after.map(({ state, flags }) => ({ uid: state.uid, flags, modSeq: moving.has(state.uid) ? modSeq : state.modseq })),
    modified,
  });
}

const flagsOf = (state: MessageStateRow): Flags => ({ bits: state.flags, keywords: state.keywords });

function countDifferences(changed: readonly { state: MessageStateRow; flags: Flags }[]): { unseen: number; deleted: number } {
  let unseen = 0;
  let deleted = 0;
  for (const { state, flags } of changed) {
    unseen += Number(!(flags.bits & seenBit)) - Number(!(state.flags & seenBit));
    deleted += Number(!!(flags.bits & deletedBit)) - Number(!!(state.flags & deletedBit));
  }
  return { unseen, deleted };
}

/** Expunges messages: those of `uids` (null: any) that carry \Deleted. Answers what went. */
export async function expungeDeleted(
  tx: Tx,
  mailbox: MailboxRef,
  uids: readonly number[] | null,
): Promise<Result<{ uids: Uid[]; highestModSeq: ModSeq }>> {
  const [[locked], named] = await Promise.all([lockPlaces(tx, [mailbox]), statesOf(tx, mailbox.mailboxId, uids)]);
  if (!locked) return refused(mailboxGone);
  const states = named.filter((state) => state.flags & deletedBit);
  if (states.length === 0) return ok({ uids: [], highestModSeq: locked.highestmodseq });
  const highestModSeq = await takeOut(tx, mailbox, states, 'expunge');
  return ok({ uids: states.map((state) => state.uid), highestModSeq });
}

/** Takes the named messages out, whatever their flags; those gone already are passed over. Answers what went. */
export async function takeOutNamed(tx: Tx, mailbox: MailboxRef, uids: readonly number[]): Promise<Result<Uid[]>> {
  const [[locked], states] = await Promise.all([lockPlaces(tx, [mailbox]), statesOf(tx, mailbox.mailboxId, uids)]);
  if (!locked) return refused(mailboxGone);
  if (states.length > 0) await takeOut(tx, mailbox, states, 'expunge');
  return ok(states.map((state) => state.uid));
}

export interface ReplaceOutcome {
  readonly uidValidity: number;
  readonly uid: Uid;
  /** The old message, unless it was gone already. */
  readonly gone: Uid[];
  readonly highestModSeq: ModSeq;
}

/** Puts a message in the place of another, in one (RFC 8508 §3.1): nobody ever sees both, or neither. The old one may stand in another mailbox. */
export async function replaceMessage(tx: Tx, source: MailboxRef, uid: number, message: NewMessage): Promise<Result<ReplaceOutcome>> {
  const [locked, states, contentId] = await Promise.all([
    lockPlaces(tx, [source, message]),
    statesOf(tx, source.mailboxId, [uid]),
    message.contentId,
  ]);
  const sourceRow = locked.find((row) => row.id === source.mailboxId);
  const [added] = (await addMessages(tx, [{ ...message, contentId }])) ?? [];
  if (!sourceRow || !added) return refused(mailboxGone);
  const highestModSeq = states.length > 0 ? await takeOut(tx, source, states, 'replaced') : sourceRow.highestmodseq;
  return ok({ uidValidity: added.uidValidity, uid: added.uid, gone: states.map((state) => state.uid), highestModSeq });
}

/** Takes every message out of a locked mailbox. */
export async function takeOutAll(tx: Tx, mailbox: MailboxRef, reason: ExpungeReason): Promise<void> {
  const states = await statesOf(tx, mailbox.mailboxId, null);
  if (states.length > 0) await takeOut(tx, mailbox, states, reason);
}

/** Takes messages out of a locked mailbox; their rows stay until retention ends. */
async function takeOut(
  tx: Tx,
  mailbox: MailboxRef,
  states: readonly { uid: Uid; flags: number }[],
  reason: ExpungeReason,
): Promise<ModSeq> {
  const moved = await changeMailboxes(tx, [
    {
      mailboxId: mailbox.mailboxId,
      newMessages: 0,
      messages: -states.length,
      unseen: -states.filter((state) => !(state.flags & seenBit)).length,
      deleted: -states.filter((state) => state.flags & deletedBit).length,
      octets: 0,
    },
  ]);
  const modSeq = moved.get(mailbox.mailboxId)!.modSeq as ModSeq;
  const gone = await expungeRows(
    tx,
    mailbox.mailboxId,
    states.map((state) => state.uid),
    modSeq,
    reason,
  );
  const octets = gone.reduce((sum, row) => sum + row.size_octets, 0);
  addMailboxOctets(tx, mailbox.mailboxId, -octets);
  changeAccounts(tx, [{ accountId: mailbox.accountId, octets: -octets, messages: -gone.length }]);
  return modSeq;
}

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
  return putCopies(tx, source, uids, target, { actorAccountId, takesRoom: true });
}

async function putCopies(
  tx: Tx,
  source: MailboxRef,
  uids: readonly number[],
  target: MailboxRef,
  { actorAccountId, takesRoom }: { actorAccountId: AccountId; takesRoom: boolean },
): Promise<Result<CopyOutcome>> {
  const [locked, rows, quota] = await Promise.all([
    lockPlaces(tx, [source, target]),
    copySources(tx, source.mailboxId, uids),
    quotaIn(tx, target.accountId),
  ]);
  const targetRow = locked.find((row) => row.id === target.mailboxId);
  if (!targetRow || !locked.some((row) => row.id === source.mailboxId)) return refused(mailboxGone);
  const octets = rows.reduce((sum, row) => sum + row.content_octets + row.prefix.length, 0);
  const room = takesRoom && rows.length > 0 ? hasRoom(quota, { octets, messages: rows.length }) : ok();
  if (!room.ok) return room;
  const added = await addMessages(
    tx,
    rows.map(
      (row): NewMessage => ({
        ...target,
        contentId: row.content_id,
        contentOctets: row.content_octets,
        prefix: row.prefix,
        flags: { bits: row.flags, keywords: row.keywords },
        internalDate: row.internal_date,
        actorAccountId,
        emailId: row.email_id,
      }),
    ),
  );
  if (added === null) return refused(mailboxGone);
  return ok({ uidValidity: targetRow.uidvalidity, sourceUids: rows.map((row) => row.uid), targetUids: added.map((one) => one.uid) });
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
  const copied = await putCopies(tx, source, uids, target, { actorAccountId, takesRoom });
  if (!copied.ok) return copied;
  if (copied.value.sourceUids.length === 0) {
    const [locked] = await lockMailboxes(tx, [source.mailboxId]);
    return locked ? ok({ ...copied.value, highestModSeq: locked.highestmodseq }) : refused(mailboxGone);
  }
  const states = await statesOf(tx, source.mailboxId, copied.value.sourceUids);
  const highestModSeq = await takeOut(tx, source, states, 'move');
  return ok({ ...copied.value, highestModSeq });
}

/**
 * Locks the accounts and then the mailboxes of a command. Answers the mailboxes that still exist. What is asked together with it is answered
 * under the locks: statements of a transaction run one after another.
 */
async function lockPlaces(tx: Tx, refs: readonly MailboxRef[]): Promise<MailboxRow[]> {
  lockAccounts(tx, [...new Set(refs.map((ref) => ref.accountId))]);
  const rows = await lockMailboxes(tx, [...new Set(refs.map((ref) => ref.mailboxId))]);
  for (const row of rows) {
    const ref = refs.find((one) => one.mailboxId === row.id);
    if (ref?.accountId !== row.account_id) throw new Error(`mailbox ${row.id} is of account ${row.account_id}, not of ${ref?.accountId}`);
  }
  return rows;
}
