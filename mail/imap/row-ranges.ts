/** Rows as stretches, ascending and apart: a set that names a whole mailbox is one stretch, however many messages that are. */
export type RowRanges = readonly (readonly [first: number, end: number])[];

/** Rows given ascending. */
export function rangesOfRows(rows: readonly number[]): RowRanges {
  const ranges: [number, number][] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === row) last[1] = row + 1;
    else ranges.push([row, row + 1]);
  }
  return ranges;
}

export function isInRanges(ranges: RowRanges, row: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]![1] <= row) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low]![0] <= row;
}

/** Rows that both hold. */
export function inBoth(one: RowRanges, other: RowRanges): RowRanges {
  const both: [number, number][] = [];
  for (let left = 0, right = 0; left < one.length && right < other.length; ) {
    const first = Math.max(one[left]![0], other[right]![0]);
    const end = Math.min(one[left]![1], other[right]![1]);
    if (first < end) both.push([first, end]);
    if (one[left]![1] < other[right]![1]) left += 1;
    else right += 1;
  }
  return both;
}

export function countRows(ranges: RowRanges): number {
  return ranges.reduce((sum, [first, end]) => sum + end - first, 0);
}

/** The row behind which, itself counted, there are so many. */
export function rowFromEnd(ranges: RowRanges, count: number): number {
  let left = count;
  for (const [first, end] of ranges.toReversed()) {
    if (left <= end - first) return end - left;
    left -= end - first;
  }
  throw new Error('there are fewer rows');
}
