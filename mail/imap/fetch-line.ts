import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/** How a response about a message begins: by its number, or by its UID where numbers are off (RFC 9586 §3.3). */
export function fetchLineStart(session: ImapSession, selected: SelectedMailbox, row: number): string {
  return session.uidOnly ? `* ${selected.table.uid(row)} UIDFETCH (` : `* ${row + 1} FETCH (`;
}
