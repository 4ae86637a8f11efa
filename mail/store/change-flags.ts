import type { ModSeq, Uid } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeAccounts, changeMailboxes } from './counters-sql.ts';
import { applyFlags, checkFlags, deletedBit, type FlagOperation, type Flags, sameFlags, seenBit } from './flags.ts';
import { lockPlaces, type MailboxRef, mailboxGone } from './lock-places.ts';
import { type MessageStateRow, statesOf, updateStates } from './message-sql.ts';

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
    { mailboxId: mailbox.mailboxId, newMessages: 0, messages: 0, octets: 0, changesFlags: true, ...countDifferences(changed) },
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
