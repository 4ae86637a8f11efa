import { sortInRuns } from './sort-in-runs.ts';
import { mergedRows, rowsAmong } from './uid-rows.ts';

/** The rank of a message that is gone. */
export const unranked = 0xffff_ffff;

const stretch = 8_192;

/**
 * Where messages stand in one order: equal values have equal ranks. UIDs ascend, and so do the values, each of which is there once. Never changed:
 * with more messages it is another column. Messages that have gone stay in it.
 */
export class RankedColumn {
  static readonly empty = new RankedColumn(new Uint32Array(0), new Uint32Array(0), []);
  readonly uids: Uint32Array;
  readonly ranks: Uint32Array;
  readonly values: readonly (string | number)[];

  private constructor(uids: Uint32Array, ranks: Uint32Array, values: readonly (string | number)[]) {
    this.uids = uids;
    this.ranks = ranks;
    this.values = values;
  }

  /** Octets that it holds, more or less. */
  get octets(): number {
    const ofText = 24; // the string itself, mostly one octet a character
    let octets = this.uids.length * 8 + this.values.length * 8;
    for (const value of this.values) if (typeof value === 'string') octets += ofText + value.length;
    return octets;
  }

  /** `unranked` where a UID is not known. */
  ranksOf(uids: Uint32Array): Uint32Array {
    const rows = rowsAmong(this.uids, uids);
    const ranks = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at += 1) ranks[at] = rows[at]! < 0 ? unranked : this.ranks[rows[at]!]!;
    return ranks;
  }

  /** With the values of UIDs that are not known yet, in any order. */
  async with(uids: readonly number[], values: readonly (string | number)[], giveWay: () => Promise<void>): Promise<RankedColumn> {
    if (uids.length === 0) return this;
    const news = await sortInRuns([...new Set(values)], giveWay);
    const merged: (string | number)[] = [];
    const rankBefore = new Uint32Array(this.values.length);
    const rankOfNew = new Map<string | number, number>();
    for (let old = 0, at = 0; old < this.values.length || at < news.length; ) {
      const isNew = at < news.length && (old === this.values.length || news[at]! <= this.values[old]!);
      const isOld = old < this.values.length && (at === news.length || this.values[old]! <= news[at]!);
      const value = isNew ? news[at]! : this.values[old]!;
      if (isNew) rankOfNew.set(value, merged.length);
      if (isOld) rankBefore[old] = merged.length;
      merged.push(value);
      if (isNew) at += 1;
      if (isOld) old += 1;
      if (merged.length % stretch === 0) await giveWay();
    }
    const rows = mergedRows(this.uids, uids);
    await giveWay();
    const known = this.uids.length;
    const ranks = new Uint32Array(rows.rows.length);
    for (let at = 0; at < ranks.length; at += 1) {
      const row = rows.rows[at]!;
      ranks[at] = row < known ? rankBefore[this.ranks[row]!]! : rankOfNew.get(values[row - known]!)!;
      if (at % stretch === stretch - 1) await giveWay();
    }
    return new RankedColumn(rows.uids, ranks, merged);
  }
}
