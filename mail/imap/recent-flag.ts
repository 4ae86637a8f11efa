import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/**
 * Takes what no session was shown before; answers whether the count of recent messages is another. SELECT takes, EXAMINE only looks (RFC 3501
 * §6.3.2). IMAP4rev2 has done away with all this: its sessions leave the flag to others.
 */
export async function takeRecent(session: ImapSession, { mailbox, recent, table, uidNext }: SelectedMailbox): Promise<boolean> {
  if (session.rev2) return false;
  const countBefore = recent.count;
  recent.add(await mailbox.recentFrom(uidNext), uidNext);
  recent.count = recent.countIn(table);
  return recent.count !== countBefore;
}

export function recentLine({ recent }: SelectedMailbox): string {
  return `* ${recent.count} RECENT\r\n`;
}

/** `(\Seen $Forwarded)`, with \Recent before them where it belongs. */
export function flagsText(session: ImapSession, { table, recent }: SelectedMailbox, row: number): string {
  const text = table.flagsText(row);
  if (session.rev2 || !recent.has(table.uid(row))) return text;
  return text === '()' ? '(\\Recent)' : `(\\Recent ${text.slice(1)}`;
}
