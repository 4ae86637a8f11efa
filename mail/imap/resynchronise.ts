import type { ModSeq, Uid } from '#kernel/ids.ts';
import { formatNumberSet, type NumberSet, resolveRanges } from './number-set.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';

/**
 * UIDs of `known` (all ever given out when null) that have gone since a modseq, as a set on the wire, '' for none (RFC 7162
 * §3.2.5.1). Where the expunges of that time are no longer remembered, every known UID that has no message is named: the
 * client may hear of some again, which does no harm.
 */
export async function vanishedSince(selected: SelectedMailbox, modSeq: ModSeq, known: NumberSet | null): Promise<string> {
  const greatest = selected.uidNext - 1;
  const ranges = known?.kind === 'ranges' ? resolveRanges(known.ranges, greatest) : [[1, greatest] as [number, number]];
  const vanished = await selected.mailbox.vanishedSince(modSeq);
  // What went since the table was read is still counted by EXISTS: it is not (EARLIER), and is told when its row leaves.
  const uncounted = vanished?.filter((uid) => selected.table.rowOf(uid) < 0);
  if (uncounted) return formatNumberSet(within(uncounted, ranges));
  return ranges.flatMap(([low, high]) => gaps(selected, Math.max(low, 1), Math.min(high, greatest))).join(',');
}

function within(uids: readonly Uid[], ranges: readonly (readonly [number, number])[]): number[] {
  let at = 0;
  return uids.filter((uid) => {
    while (at < ranges.length && ranges[at]![1] < uid) at += 1;
    return at < ranges.length && ranges[at]![0] <= uid;
  });
}

/** Runs of numbers from low to high that no message has; work is by message, not by number. */
function gaps(selected: SelectedMailbox, low: number, high: number): string[] {
  const { table } = selected;
  const runs: string[] = [];
  let next = low;
  for (let row = table.lowerBound(low); next <= high; row += 1) {
    const present = row < table.length ? table.uid(row) : high + 1;
    const last = Math.min(present - 1, high);
    if (last >= next) runs.push(next === last ? `${next}` : `${next}:${last}`);
    next = present + 1;
  }
  return runs;
}
