import type { MailboxId, ModSeq, Uid } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeAccounts, changeMailboxes } from './counters-sql.ts';
import { applyFlags, checkFlags, deletedBit, type FlagOperation, type Flags, sameFlags, seenBit } from './flags.ts';
import { lockPlaces, type MailboxRef, mailboxGone } from './lock-places.ts';
import { type MessageStateRow, statesOfPlaces, updateStates } from './message-sql.ts';

export interface FlagChange {
  readonly operation: FlagOperation;
  readonly flags: Flags;
}

export interface FlagOutcome {
  /** Every named message that still exists and was not left alone, as it is now. */
  readonly states: readonly { uid: Uid; flags: Flags; modSeq: ModSeq }[];
  /** Left alone because changed after `unchangedSince` (RFC 7162 §3.1.3). */
  readonly modified: readonly Uid[];
}

/** Flags of messages of one mailbox to be changed, all under one modseq. */
export interface FlagJob {
  readonly mailbox: MailboxRef;
  readonly uids: readonly number[];
  readonly change: FlagChange;
  /** null: whatever they were. */
  readonly unchangedSince: number | null;
}

/** Changes flags of messages, all under one modseq. What would not change keeps its modseq. */
export async function changeFlags(
  tx: Tx,
  mailbox: MailboxRef,
  uids: readonly number[],
  change: FlagChange,
  unchangedSince: number | null,
): Promise<Result<FlagOutcome>> {
  const [outcome] = await changeFlagsTogether(tx, [{ mailbox, uids, change, unchangedSince }]);
  return outcome!;
}

/** Several changes in one transaction, outcomes in their order. One that is refused has changed nothing, and does not hinder the others. */
export async function changeFlagsTogether(tx: Tx, jobs: readonly FlagJob[]): Promise<Result<FlagOutcome>[]> {
  const outcomes: Result<FlagOutcome>[] = [];
  const locking = lockPlaces(
    tx,
    jobs.map((job) => job.mailbox),
  );
  for (const turn of turnsOf(jobs)) {
    const places = turn.flatMap(({ job }) => job.uids.map((uid) => ({ mailboxId: job.mailbox.mailboxId, uid })));
    const [locked, states] = await Promise.all([locking, statesOfPlaces(tx, places)]);
    const live = new Set(locked.map((row) => row.id));
    const statesIn = Map.groupBy(states, (state) => state.mailbox_id);
    const planned = turn.map(({ job, index }) => ({ job, index, plan: planOf(job, live, statesIn) }));
    const modSeqs = await carryOut(
      tx,
      planned.flatMap(({ job, plan }) => (plan.ok && plan.value.changed.length > 0 ? [{ job, changed: plan.value.changed }] : [])),
    );
    for (const { job, index, plan } of planned)
      outcomes[index] = plan.ok ? ok(outcomeOf(plan.value, modSeqs.get(job.mailbox.mailboxId))) : plan;
  }
  return outcomes;
}

/** Each mailbox once a turn: what comes later sees what came before. */
function turnsOf(jobs: readonly FlagJob[]): { job: FlagJob; index: number }[][] {
  const turns: { job: FlagJob; index: number }[][] = [];
  const met = new Map<MailboxId, number>();
  for (const [index, job] of jobs.entries()) {
    const turn = met.get(job.mailbox.mailboxId) ?? 0;
    met.set(job.mailbox.mailboxId, turn + 1);
    turns[turn] ??= [];
    turns[turn].push({ job, index });
  }
  return turns;
}

interface Plan {
  readonly after: readonly { readonly state: MessageStateRow; readonly flags: Flags }[];
  readonly changed: Plan['after'];
  readonly modified: readonly Uid[];
}

function planOf(
  { mailbox: { mailboxId }, change, unchangedSince }: FlagJob,
  live: ReadonlySet<MailboxId>,
  states: ReadonlyMap<MailboxId, readonly MessageStateRow[]>,
): Result<Plan> {
  if (!live.has(mailboxId)) return refused(mailboxGone);
  const before = states.get(mailboxId) ?? [];
  const isModified = (state: MessageStateRow) => unchangedSince !== null && state.modseq > unchangedSince;
  const after = before
    .filter((state) => !isModified(state))
    .map((state) => ({ state, flags: applyFlags(flagsOf(state), change.operation, change.flags) }));
  const changed = after.filter(({ state, flags }) => !sameFlags(flagsOf(state), flags));
  for (const { flags } of changed) {
    const checked = checkFlags(flags);
    if (!checked.ok) return checked;
  }
  return ok({ after, changed, modified: before.filter(isModified).map((state) => state.uid) });
}

/** Writes what changes, and answers each mailbox's modseq for it. */
async function carryOut(tx: Tx, changes: readonly { job: FlagJob; changed: Plan['changed'] }[]): Promise<ReadonlyMap<MailboxId, ModSeq>> {
  if (changes.length === 0) return new Map();
  changeAccounts(
    tx,
    changes.map(({ job }) => ({ accountId: job.mailbox.accountId, octets: 0, messages: 0 })),
  );
  const moved = await changeMailboxes(
    tx,
    changes.map(({ job, changed }) => ({
      ...{ mailboxId: job.mailbox.mailboxId, newMessages: 0, messages: 0, octets: 0, changesFlags: true },
      ...countDifferences(changed),
    })),
  );
  const modSeqs = new Map([...moved].map(([mailboxId, { modSeq }]) => [mailboxId, modSeq as ModSeq]));
  updateStates(
    tx,
    changes.flatMap(({ job: { mailbox }, changed }) =>
      changed.map(({ state, flags }) => ({ mailboxId: mailbox.mailboxId, uid: state.uid, flags, modSeq: modSeqs.get(mailbox.mailboxId)! })),
    ),
  );
  return modSeqs;
}

function outcomeOf({ after, changed, modified }: Plan, modSeq: ModSeq | undefined): FlagOutcome {
  const moving = new Set(changed.map(({ state }) => state.uid));
  const states = after.map(({ state, flags }) => ({ uid: state.uid, flags, modSeq: moving.has(state.uid) ? modSeq! : state.modseq }));
  return { states, modified };
}

const flagsOf = (state: MessageStateRow): Flags => ({ bits: state.flags, keywords: state.keywords });

function countDifferences(changed: Plan['changed']): { unseen: number; deleted: number } {
  let unseen = 0;
  let deleted = 0;
  for (const { state, flags } of changed) {
    unseen += Number(!(flags.bits & seenBit)) - Number(!(state.flags & seenBit));
    deleted += Number(!!(flags.bits & deletedBit)) - Number(!!(state.flags & deletedBit));
  }
  return { unseen, deleted };
}
