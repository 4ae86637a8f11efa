import { searchKey } from './fold-name.ts';
import { closestCandidatesMax, nameCharactersMax } from './limits.ts';

/**
 * What was probably meant: the candidate with the fewest slips of the finger away (a letter more, less, other, or two swapped), marks and
 * case aside; undefined when none is near. The first of equals, so that the answer does not change.
 */
export function closest(text: string, candidates: Iterable<string>): string | undefined {
  const wanted = searchKey(text.slice(0, nameCharactersMax));
  if (wanted === '') return undefined;
  // One slip in three letters, and one in shorter words: more, and anything is near everything.
  let nearest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let found: string | undefined;
  let left = closestCandidatesMax;
  for (const candidate of candidates) {
    if (left-- === 0) break;
    const key = searchKey(candidate);
    if (Math.abs(key.length - wanted.length) >= nearest) continue;
    const slips = countSlips(wanted, key);
    if (slips >= nearest) continue;
    nearest = slips;
    found = candidate;
  }
  return found;
}

/** Damerau-Levenshtein distance in its optimal string alignment form. */
function countSlips(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const slips = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      current[column] = isSwapped ? Math.min(slips, beforeLast[column - 2]! + 1) : slips;
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length]!;
}
