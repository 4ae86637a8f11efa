import type { ModSeq, Uid } from '#kernel/ids.ts';
import type { MessageState } from './backend.ts';
import { FlagTable } from './flag-table.ts';
import { type NumberSet, resolveRanges } from './number-set.ts';

/**
 * What a session knows of its mailbox, by sequence number: row `n - 1` is message `n`. UIDs ascend. Rows leave only when
 * the client is told (RFC 9051 §7.5.1), so sequence numbers mean the same on both sides.
 */
export class MessageTable {
  readonly flags = new FlagTable();
  #uids: Uint32Array;
  #flagIds: Uint32Array;
  #modSeqs: Float64Array;
  #length = 0;

  constructor(states: readonly MessageState[]) {
    const capacity = states.length + 16;
    this.#uids = new Uint32Array(capacity);
    this.#flagIds = new Uint32Array(capacity);
    this.#modSeqs = new Float64Array(capacity);
    for (const state of states) this.append(state);
  }

  get length(): number {
    return this.#length;
  }

  get lastUid(): number {
    return this.#length === 0 ? 0 : this.#uids[this.#length - 1]!;
  }

  uid(row: number): Uid {
    return this.#uids[row] as Uid;
  }

  flagId(row: number): number {
    return this.#flagIds[row]!;
  }

  flagsText(row: number): string {
    return this.flags.text(this.#flagIds[row]!);
  }

  bits(row: number): number {
    return this.flags.bits(this.#flagIds[row]!);
  }

  modSeq(row: number): ModSeq {
    return this.#modSeqs[row] as ModSeq;
  }

  append(state: MessageState): void {
    if (state.uid <= this.lastUid) throw new Error('UIDs must ascend');
    if (this.#length === this.#uids.length) this.#grow();
    this.#uids[this.#length] = state.uid;
    this.#flagIds[this.#length] = this.flags.intern(state);
    this.#modSeqs[this.#length] = state.modSeq;
    this.#length += 1;
  }

  /** Takes a newer state; answers whether it was news. */
  update(row: number, state: MessageState): boolean {
    if (this.#modSeqs[row]! >= state.modSeq) return false;
    this.#flagIds[row] = this.flags.intern(state);
    this.#modSeqs[row] = state.modSeq;
    return true;
  }

  /** The first row whose UID is not less. */
  lowerBound(uid: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#uids[middle]! < uid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** -1 when there is none. */
  rowOf(uid: number): number {
    const row = this.lowerBound(uid);
    return row < this.#length && this.#uids[row] === uid ? row : -1;
  }

  /** Takes rows out; ascending rows. */
  removeRows(rows: readonly number[]): void {
    if (rows.length === 0) return;
    let to = rows[0]!;
    for (let gone = 0; gone < rows.length; gone += 1) {
      const from = rows[gone]! + 1;
      const until = rows[gone + 1] ?? this.#length;
      this.#uids.copyWithin(to, from, until);
      this.#flagIds.copyWithin(to, from, until);
      this.#modSeqs.copyWithin(to, from, until);
      to += until - from;
    }
    this.#length -= rows.length;
  }

  /** Rows of a set of UIDs or of sequence numbers, ascending; numbers that do not exist are left out. */
  rowsOf(set: Extract<NumberSet, { kind: 'ranges' }>, by: 'uid' | 'number'): number[] {
    const rows: number[] = [];
    for (const [low, high] of resolveRanges(set.ranges, by === 'uid' ? this.lastUid : this.#length)) {
      const first = by === 'uid' ? this.lowerBound(low) : Math.max(low, 1) - 1;
      const end = by === 'uid' ? this.lowerBound(high + 1) : Math.min(high, this.#length);
      for (let row = first; row < end; row += 1) rows.push(row);
    }
    return rows;
  }

  #grow(): void {
    const capacity = Math.ceil(this.#uids.length * 1.5) + 16;
    const grown = [new Uint32Array(capacity), new Uint32Array(capacity), new Float64Array(capacity)] as const;
    grown[0].set(this.#uids);
    grown[1].set(this.#flagIds);
    grown[2].set(this.#modSeqs);
    [this.#uids, this.#flagIds, this.#modSeqs] = grown;
  }
}
