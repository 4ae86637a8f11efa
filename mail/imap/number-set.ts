import { BadSyntax, type CommandReader } from './command-reader.ts';

/** Stands for `*`, the greatest number there is (RFC 9051 §9 seq-number). */
export const star = 0;

/** A sequence set or UID set as written; `saved` is `$`, the result of the last SEARCH with SAVE (RFC 9051 §6.4.4.1). */
export type NumberSet = { readonly kind: 'ranges'; readonly ranges: readonly (readonly [number, number])[] } | { readonly kind: 'saved' };

export function readNumberSet(reader: CommandReader): NumberSet {
  const text = reader.setText();
  if (text === '$') return { kind: 'saved' };
  return { kind: 'ranges', ranges: text.split(',').map(readRange) };
}

function readRange(text: string): readonly [number, number] {
  const [low, high, extra] = text.split(':');
  if (extra !== undefined) throw new BadSyntax('Malformed sequence set');
  const first = readBound(low!);
  return high === undefined ? [first, first] : [first, readBound(high)];
}

function readBound(text: string): number {
  if (text === '*') return star;
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > 0xffff_ffff) throw new BadSyntax('Malformed sequence set');
  return Number(text);
}

/** Ranges with `*` resolved, low before high, sorted and merged: however often a set repeats itself, it costs once. */
export function resolveRanges(ranges: readonly (readonly [number, number])[], greatest: number): [number, number][] {
  const resolved = ranges.map(([first, last]): [number, number] => {
    const low = first === star ? greatest : first;
    const high = last === star ? greatest : last;
    return low <= high ? [low, high] : [high, low];
  });
  resolved.sort((one, other) => one[0] - other[0]);
  const merged: [number, number][] = [];
  for (const range of resolved) {
    const previous = merged.at(-1);
    if (previous !== undefined && range[0] <= previous[1] + 1) previous[1] = Math.max(previous[1], range[1]);
    else merged.push(range);
  }
  return merged;
}

export type NumberRanges = readonly (readonly [first: number, last: number])[];

/** Numbers that follow one another, as ranges. The order is kept: in COPYUID the sets correspond number by number. */
export function rangesOf(numbers: ArrayLike<number>): NumberRanges {
  const ranges: [number, number][] = [];
  for (let at = 0; at < numbers.length; ) {
    const first = numbers[at]!;
    let last = first;
    for (at += 1; at < numbers.length && numbers[at] === last + 1; at += 1) last += 1;
    ranges.push([first, last]);
  }
  return ranges;
}

/** `1:3,7,9:10` */
export function formatNumberSet(numbers: ArrayLike<number>): string {
  return rangesOf(numbers)
    .map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`))
    .join(',');
}
