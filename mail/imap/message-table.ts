import type { ModSeq, Uid } from '#kernel/ids.ts';
import type { MessageState } from './backend.ts';
import { FlagTable } from './flag-table.ts';
import {
  copyColumns,
  type Differences,
  differences,
  lowerBound,
  type MailboxSnapshot,
  type MessageColumns,
  roomFor,
  withoutRows,
} from './mailbox-snapshot.ts';
import { type NumberSet, resolveRanges } from './number-set.ts';
import type { RowRanges } from './row-ranges.ts';
import { rowsAmong } from './uid-rows.ts';

/**
 * What a session knows of its mailbox, by sequence number: row `n - 1` is message `n`. UIDs ascend. Rows leave only when
 * the client is told (RFC 9051 §7.5.1), so sequence numbers mean the same on both sides. While the session knows just what a snapshot
 * says, it has no columns of its own; the first difference copies them.
 */
export class MessageTable {
  #columns: MessageColumns;
  #flags: FlagTable;
  #length: number;
  #isOwn: boolean;
  /** The same rows as here but for those that have vanished and wait to be told. */
  #ahead: MailboxSnapshot | null = null;

  constructor(snapshot: MailboxSnapshot | null = null) {
    this.#columns = snapshot?.columns ?? roomFor(0);
    this.#flags = snapshot?.flags ?? new FlagTable();
    this.#length = snapshot?.length ?? 0;
    this.#isOwn = snapshot === null;
  }

  get flags(): FlagTable {
    return this.#flags;
  }

  get length(): number {
    return this.#length;
  }

  /** Has columns of its own: a copy of what sessions of the same mailbox share. */
  get isOwn(): boolean {
    return this.#isOwn;
  }

  get lastUid(): number {
    return this.#length === 0 ? 0 : this.#columns.uids[this.#length - 1]!;
  }

  uid(row: number): Uid {
    return this.#columns.uids[row] as Uid;
  }

  uidsOf(rows: readonly number[]): Uint32Array {
    const uids = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at += 1) uids[at] = this.#columns.uids[rows[at]!]!;
    return uids;
  }

  flagId(row: number): number {
    return this.#columns.flagIds[row]!;
  }

  flagsText(row: number): string {
    return this.#flags.text(this.#columns.flagIds[row]!);
  }

  bits(row: number): number {
    return this.#flags.bits(this.#columns.flagIds[row]!);
  }

  modSeq(row: number): ModSeq {
    return this.#columns.modSeqs[row] as ModSeq;
  }

  append(state: MessageState): void {
    if (state.uid <= this.lastUid) throw new Error('UIDs must ascend');
    this.#own(this.#length + 1);
    const row = this.#length;
    this.#length += 1;
    this.#columns.uids[row] = state.uid;
    this.#columns.flagIds[row] = this.#flags.intern(state);
    this.#columns.modSeqs[row] = state.modSeq;
  }

  /** Takes a newer state; answers whether it was news. */
  update(row: number, state: MessageState): boolean {
    if (this.#columns.modSeqs[row]! >= state.modSeq) return false;
    this.#own(this.#length);
    this.#columns.flagIds[row] = this.#flags.intern(state);
    this.#columns.modSeqs[row] = state.modSeq;
    return true;
  }

  /**
   * Takes what is newer in a snapshot: flags and new messages at once; rows of vanished messages stay until `removeRows`. `uidNext`
   * as the client knows it: messages below are not new.
   */
  follow(snapshot: MailboxSnapshot, uidNext: number): Differences {
    const found = differences(this.#columns, this.#length, snapshot, uidNext);
    if (found.isAll && found.vanished.length === 0) {
      this.#become(snapshot);
      return found;
    }
    const arrivals = snapshot.length - found.arrivalsFrom;
    if (found.changed.length > 0 || arrivals > 0) this.#own(this.#length + arrivals);
    for (const row of found.changed) this.#take(row, snapshot, snapshot.rowOf(this.uid(row)));
    for (let row = found.arrivalsFrom; row < snapshot.length; row += 1) {
      this.#take(this.#length, snapshot, row);
      this.#length += 1;
    }
    this.#ahead = found.isAll ? snapshot : null;
    return found;
  }

  /** A row as a snapshot has it; the columns are ours. */
  #take(row: number, { columns, flags }: MailboxSnapshot, from: number): void {
    const flagId = columns.flagIds[from]!;
    this.#columns.uids[row] = columns.uids[from]!;
    // Snapshots that follow one another mostly share their table of flags.
    this.#columns.flagIds[row] = flags === this.#flags ? flagId : this.#flags.intern(flags.flagSet(flagId));
    this.#columns.modSeqs[row] = columns.modSeqs[from]!;
  }

  /** The first row whose UID is not less. */
  lowerBound(uid: number): number {
    return lowerBound(this.#columns.uids, this.#length, uid);
  }

  /** -1 when there is none. */
  rowOf(uid: number): number {
    const row = this.lowerBound(uid);
    return row < this.#length && this.#columns.uids[row] === uid ? row : -1;
  }

  /** Rows of these UIDs, both ascending; without those that are not here. */
  rowsOfUids(uids: Uint32Array): number[] {
    const rows: number[] = [];
    for (const row of rowsAmong(this.#columns.uids.subarray(0, this.#length), uids)) if (row >= 0) rows.push(row);
    return rows;
  }

  /** Takes rows out, all that have vanished among them; ascending rows. */
  removeRows(rows: readonly number[]): void {
    if (rows.length === 0) return;
    // All that the snapshot lacks goes, so that as many rows as it has are the rows it has.
    if (this.#ahead !== null && this.#length - rows.length === this.#ahead.length) {
      this.#become(this.#ahead);
      return;
    }
    this.#own(this.#length);
    this.#length -= withoutRows(this.#columns, this.#length, rows);
  }

  /** Rows of a set of UIDs or of sequence numbers, ascending; numbers that do not exist are left out. */
  rowsOf(set: Extract<NumberSet, { kind: 'ranges' }>, by: 'uid' | 'number'): number[] {
    const rows: number[] = [];
    for (const [first, end] of this.rowRangesOf(set, by)) for (let row = first; row < end; row += 1) rows.push(row);
    return rows;
  }

  /** The same as stretches: as many as the set has, not as it names messages. */
  rowRangesOf(set: Extract<NumberSet, { kind: 'ranges' }>, by: 'uid' | 'number'): RowRanges {
    const ranges = resolveRanges(set.ranges, by === 'uid' ? this.lastUid : this.#length).map(([low, high]): [number, number] =>
      by === 'uid' ? [this.lowerBound(low), this.lowerBound(high + 1)] : [Math.max(low, 1) - 1, Math.min(high, this.#length)],
    );
    return ranges.filter(([first, end]) => first < end);
  }

  #become(snapshot: MailboxSnapshot): void {
    this.#columns = snapshot.columns;
    this.#flags = snapshot.flags;
    this.#length = snapshot.length;
    this.#isOwn = false;
    this.#ahead = null;
  }

  /** Before a change of its own: columns that nobody else reads, with room for so many rows. */
  #own(rows: number): void {
    this.#ahead = null;
    if (this.#isOwn && rows <= this.#columns.uids.length) return;
    const columns = roomFor(rows);
    copyColumns(this.#columns, columns, this.#length);
    this.#columns = columns;
    this.#isOwn = true;
  }
}
