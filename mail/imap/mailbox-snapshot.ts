import type { ModSeq, Uid } from '#kernel/ids.ts';
import type { MailboxChanges, MessageState } from './backend.ts';
import { FlagTable } from './flag-table.ts';

/** Columns of what is known of messages: row by row a UID, the number of its flags in a FlagTable, its modseq. UIDs ascend. */
export interface MessageColumns {
  readonly uids: Uint32Array;
  readonly flagIds: Uint32Array;
  readonly modSeqs: Float64Array;
}

/** Room for rows to come: a mailbox that grows is copied now and then, not at each message. */
export function roomFor(rows: number): MessageColumns {
  const capacity = Math.ceil(rows * 1.125) + 16;
  return { uids: new Uint32Array(capacity), flagIds: new Uint32Array(capacity), modSeqs: new Float64Array(capacity) };
}

/** The row of the first UID that is not less, of `length` rows. */
export function lowerBound(uids: Uint32Array, length: number, uid: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (uids[middle]! < uid) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A mailbox as the store had it at one moment; never changed, and shared by all sessions of the process. A newer one shares with the one
 * before it what is the same: after new mail everything (rows are added behind those that the older one counts), after a change of flags the UIDs.
 */
export class MailboxSnapshot {
  readonly columns: MessageColumns;
  readonly length: number;
  readonly flags: FlagTable;
  readonly highestModSeq: ModSeq;
  readonly uidNext: number;
  #isFollowed = false;

  private constructor(columns: MessageColumns, length: number, flags: FlagTable, at: Pick<MailboxChanges, 'highestModSeq' | 'uidNext'>) {
    this.columns = columns;
    this.length = length;
    this.flags = flags;
    this.highestModSeq = at.highestModSeq;
    this.uidNext = at.uidNext;
  }

  static of(loaded: Omit<MailboxChanges, 'vanished'>): MailboxSnapshot {
    const { changed } = loaded;
    const columns = roomFor(changed.length);
    const flags = new FlagTable();
    let lastUid = 0;
    for (let row = 0; row < changed.length; row += 1) {
      const state = changed[row]!;
      if (state.uid <= lastUid) throw new Error('UIDs must ascend');
      lastUid = state.uid;
      put(columns, row, state, flags);
    }
    return new MailboxSnapshot(columns, changed.length, flags, loaded);
  }

  get lastUid(): number {
    return this.length === 0 ? 0 : this.columns.uids[this.length - 1]!;
  }

  rowOf(uid: number): number {
    const { uids } = this.columns;
    const row = lowerBound(uids, this.length, uid);
    return row < this.length && uids[row] === uid ? row : -1;
  }

  /**
   * The mailbox after these changes, which may repeat what is known. null when they do not fit what is known: a message unknown till now
   * among older ones. Only the newest snapshot is followed, and once: rows are added to columns that it shares.
   */
  followedBy(changes: MailboxChanges): MailboxSnapshot | null {
    const updates: { row: number; state: MessageState }[] = [];
    const arrivals: MessageState[] = [];
    for (const state of changes.changed) {
      if (state.uid > (arrivals.at(-1)?.uid ?? this.lastUid)) arrivals.push(state);
      else {
        const row = this.rowOf(state.uid);
        if (row < 0) return null;
        if (state.modSeq > this.columns.modSeqs[row]!) updates.push({ row, state });
      }
    }
    if (this.#isFollowed) throw new Error('a snapshot has one successor');
    this.#isFollowed = true;
    const gone = changes.vanished.map((uid) => this.rowOf(uid)).filter((row) => row >= 0);
    const wanted = this.length + arrivals.length;
    const columns = this.#columnsFor(wanted, updates.length > 0, gone.length > 0);
    for (const { row, state } of updates) put(columns, row, state, this.flags);
    for (const [at, state] of arrivals.entries()) put(columns, this.length + at, state, this.flags);
    const length = wanted - withoutRows(columns, wanted, gone);
    return new MailboxSnapshot(columns, length, this.flags, changes);
  }

  /** The same with a flag table of what occurs: combinations that came and went add up. */
  withFreshFlags(): MailboxSnapshot {
    const flags = new FlagTable();
    const flagIds = this.columns.flagIds.map((id, row) => (row < this.length ? flags.intern(this.flags.flagSet(id)) : 0));
    this.#isFollowed = true;
    return new MailboxSnapshot({ ...this.columns, flagIds }, this.length, flags, this);
  }

  #columnsFor(rows: number, changesFlags: boolean, changesUids: boolean): MessageColumns {
    const { uids, flagIds, modSeqs } = this.columns;
    if (rows > uids.length) {
      const grown = roomFor(rows);
      copyColumns(this.columns, grown, this.length);
      return grown;
    }
    if (changesUids) return { uids: uids.slice(), flagIds: flagIds.slice(), modSeqs: modSeqs.slice() };
    return changesFlags ? { uids, flagIds: flagIds.slice(), modSeqs: modSeqs.slice() } : this.columns;
  }
}

function put({ uids, flagIds, modSeqs }: MessageColumns, row: number, state: MessageState, flags: FlagTable): void {
  uids[row] = state.uid;
  flagIds[row] = flags.intern(state);
  modSeqs[row] = state.modSeq;
}

export function copyColumns(from: MessageColumns, to: MessageColumns, rows: number): void {
  to.uids.set(from.uids.subarray(0, rows));
  to.flagIds.set(from.flagIds.subarray(0, rows));
  to.modSeqs.set(from.modSeqs.subarray(0, rows));
}

/** Closes the gaps of rows that leave, in place; ascending rows. Answers how many left. */
export function withoutRows({ uids, flagIds, modSeqs }: MessageColumns, length: number, gone: readonly number[]): number {
  let to = gone[0] ?? length;
  for (let at = 0; at < gone.length; at += 1) {
    const from = gone[at]! + 1;
    const until = gone[at + 1] ?? length;
    if (from === until) continue;
    uids.copyWithin(to, from, until);
    flagIds.copyWithin(to, from, until);
    modSeqs.copyWithin(to, from, until);
    to += until - from;
  }
  return gone.length;
}

/** How a client's rows differ from a newer snapshot. */
export interface Differences {
  /** Rows of messages whose flags are newer there. */
  readonly changed: readonly number[];
  /** Messages that are no longer there. */
  readonly vanished: readonly Uid[];
  /** From this row on the snapshot has messages yet unknown. */
  readonly arrivalsFrom: number;
  /** Besides these there are none: with them told, the client knows the snapshot. */
  readonly isAll: boolean;
}

/** `uidNext`: messages below it have been known, and are not new even where they are missing. */
export function differences(known: MessageColumns, length: number, snapshot: MailboxSnapshot, uidNext: number): Differences {
  const { uids, modSeqs } = snapshot.columns;
  const changed: number[] = [];
  const vanished: Uid[] = [];
  let isAll = true;
  let there = 0;
  // The same columns: nothing but what has been added behind.
  const first = known.uids === uids && known.modSeqs === modSeqs ? length : 0;
  if (first > 0) there = first;
  for (let row = first; row < length; row += 1) {
    const uid = known.uids[row]!;
    for (; there < snapshot.length && uids[there]! < uid; there += 1) isAll = false;
    if (there >= snapshot.length || uids[there] !== uid) {
      vanished.push(uid as Uid);
      continue;
    }
    if (modSeqs[there]! > known.modSeqs[row]!) changed.push(row);
    else if (modSeqs[there]! < known.modSeqs[row]!) isAll = false;
    there += 1;
  }
  for (; there < snapshot.length && uids[there]! < uidNext; there += 1) isAll = false;
  return { changed, vanished, arrivalsFrom: there, isAll };
}
