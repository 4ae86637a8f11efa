import type { Searchable } from './searchable.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

export interface FoundMessage {
  readonly row: number;
  readonly message: Searchable;
}

/** What SORT and THREAD need to know of rows; those whose messages are gone are left out. */
export async function foundMessages(session: ImapSession, selected: SelectedMailbox, rows: readonly number[]): Promise<FoundMessage[]> {
  const { factsSlice } = session.deps.limits;
  const found: FoundMessage[] = [];
  for (let at = 0; at < rows.length; at += factsSlice) {
    const slice = rows.slice(at, at + factsSlice);
    const uids = slice.map((row) => selected.table.uid(row));
    const searchables = await session.deps.searchCache.searchables(selected.mailbox, uids);
    for (const [index, row] of slice.entries()) {
      const message = searchables.get(uids[index]!);
      if (message !== undefined) found.push({ row, message });
    }
    await session.out.ready();
  }
  return found;
}
