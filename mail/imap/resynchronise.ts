import type { ModSeq, Uid } from '#kernel/ids.ts';
import { type NumberRanges, type NumberSet, rangesOf, resolveRanges } from './number-set.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { writeRanges } from './write-numbers.ts';

/** `* VANISHED (EARLIER)` of what a client knows and has missed, if anything (RFC 7162 §3.2.10). */
export async function tellVanishedSince(session: ImapSession, modSeq: ModSeq, known: NumberSet | null): Promise<void> {
  const vanished = await vanishedSince(session.opened, modSeq, known);
  if (vanished.length === 0) return;
  await session.out.ready();
  session.out.text('* VANISHED (EARLIER) ');
  await writeRanges(session.out, vanished);
  session.out.text('\r\n');
}

/**
 * UIDs of `known` (all ever given out when null) that have gone since a modseq (RFC 7162 §3.2.5.1). Where the expunges of that time are no longer remembered, every known UID that has no message is named: the
 * client may hear of some again, which does no harm.
 */
async function vanishedSince(selected: SelectedMailbox, modSeq: ModSeq, known: NumberSet | null): Promise<NumberRanges> {
  const greatest = selected.uidNext - 1;
  const ranges = known?.kind === 'ranges' ? resolveRanges(known.ranges, greatest) : [[1, greatest] as [number, number]];
  const vanished = await selected.mailbox.vanishedSince(modSeq);
  // What went since the table was read is still counted by EXISTS: it is not (EARLIER), and is told when its row leaves.
  const uncounted = vanished?.filter((uid) => selected.table.rowOf(uid) < 0);
  if (uncounted) return rangesOf(within(uncounted, ranges));
  return ranges.flatMap(([low, high]) => gaps(selected, Math.max(low, 1), Math.min(high, greatest)));
}

function within(uids: readonly Uid[], ranges: readonly (readonly [number, number])[]): number[] {
  let at = 0;
  return uids.filter((uid) => {
    while (at < ranges.length && ranges[at]![1] < uid) at += 1;
    return at < ranges.length && ranges[at]![0] <= uid;
  });
}

/** Runs of numbers from low to high that no message has; work is by message, not by number. */
function gaps(selected: SelectedMailbox, low: number, high: number): [number, number][] {
  const { table } = selected;
  const runs: [number, number][] = [];
  let next = low;
  for (let row = table.lowerBound(low); next <= high; row += 1) {
    const present = row < table.length ? table.uid(row) : high + 1;
    const last = Math.min(present - 1, high);
    if (last >= next) runs.push([next, last]);
    next = present + 1;
  }
  return runs;
}
