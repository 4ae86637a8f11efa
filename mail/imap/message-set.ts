import { BadSyntax } from './command-reader.ts';
import { type NumberSet, star } from './number-set.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';

/**
 * Rows that a set names, ascending. UIDs that do not exist are passed over (RFC 9051 §6.4.9); a sequence number above the
 * count is an error (§9 seq-number) — but `*` of an empty mailbox names nothing, since too many programs ask `1:*` blindly.
 */
export function rowsOfSet(selected: SelectedMailbox, set: NumberSet, by: 'uid' | 'number'): number[] {
  const { table } = selected;
  if (set.kind === 'saved') return table.rowsOfUids(selected.searchResult);
  if (by === 'number' && table.length > 0 && set.ranges.some(([first, last]) => Math.max(first, last) > table.length))
    throw new BadSyntax('No such message number');
  if (by === 'number' && table.length === 0 && !set.ranges.some(([first, last]) => first === star || last === star))
    throw new BadSyntax('No such message number');
  return table.rowsOf(set, by);
}
