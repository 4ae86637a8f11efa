import { type Completion, no } from './completion.ts';
import { countRows, inBoth, type RowRanges, rowFromEnd } from './row-ranges.ts';
import type { SearchKey } from './search-keys.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

// RFC 9738: of more messages than one command may touch it touches those with the highest UIDs, and tells the lowest of them; COPY, SORT and
// THREAD are whole or not at all. EXPUNGE and CLOSE name no messages and are not limited.

/** What a command may touch of ascending rows, and the response code that says so when that is not all. */
export function withinMessageLimit(
  session: ImapSession,
  { table }: SelectedMailbox,
  rows: readonly number[],
): { readonly rows: readonly number[]; readonly code: string | null } {
  const { messagesPerCommandMax } = session.deps.limits;
  if (rows.length <= messagesPerCommandMax) return { rows, code: null };
  const touched = rows.slice(-messagesPerCommandMax);
  return { rows: touched, code: `MESSAGELIMIT ${messagesPerCommandMax} ${table.uid(touched[0]!)}` };
}

/** For commands that do all or nothing (§3.1): null when they may go on. */
export function messageLimitRefusal(session: ImapSession, count: number): Completion | null {
  const { messagesPerCommandMax } = session.deps.limits;
  return count <= messagesPerCommandMax ? null : no('Too many messages for one command', `MESSAGELIMIT ${messagesPerCommandMax}`);
}

/** Says that not all was touched; where the tagged reply has a code already, in a line of its own. */
export function withLimitCode(session: ImapSession, completion: Completion, code: string | null): Completion {
  if (code === null || completion.status !== 'OK') return completion;
  if (completion.code === undefined) return { ...completion, code };
  session.out.text(`* NO [${code}] Not all of the messages\r\n`);
  return completion;
}

/**
 * A search that looks at no more messages than it may. Counted are those that its sets leave, so that a client comes to the rest with UIDBEFORE
 * the UID it was told.
 */
export function limitedSearch(session: ImapSession, selected: SelectedMailbox, key: SearchKey): { key: SearchKey; code: string | null } {
  const { messagesPerCommandMax } = session.deps.limits;
  const { table } = selected;
  const ranges = rangesToSearch(selected, key);
  if (countRows(ranges) <= messagesPerCommandMax) return { key, code: null };
  const lowest = table.uid(rowFromEnd(ranges, messagesPerCommandMax));
  const touched: SearchKey = { kind: 'set', set: { kind: 'ranges', ranges: [[lowest, table.lastUid]] }, by: 'uid' };
  return { key: { kind: 'and', keys: [touched, key] }, code: `MESSAGELIMIT ${messagesPerCommandMax} ${lowest}` };
}

/** How many messages a search would have to look at. */
export function searchedCount(selected: SelectedMailbox, key: SearchKey): number {
  return countRows(rangesToSearch(selected, key));
}

function rangesToSearch({ table }: SelectedMailbox, key: SearchKey): RowRanges {
  const keys = key.kind === 'and' ? key.keys : [key];
  let ranges: RowRanges = [[0, table.length]];
  for (const each of keys) {
    if (each.kind === 'none') return [];
    if (each.kind === 'set' && each.set.kind !== 'saved') ranges = inBoth(ranges, table.rowRangesOf(each.set, each.by));
  }
  return ranges;
}
