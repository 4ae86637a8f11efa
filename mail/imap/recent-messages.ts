import type { Uid } from '#kernel/ids.ts';
import type { MessageTable } from './message-table.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/** The messages that are \Recent to a session (RFC 3501 §2.3.2): stretches of UIDs, since what comes between two looks is one stretch. */
export class RecentMessages {
  /** [first, end), ascending. */
  readonly #stretches: [number, number][] = [];
  #first = Number.POSITIVE_INFINITY;
  /** Of those the mailbox still has, when last looked at: what RECENT tells. */
  count = 0;

  add(first: number, end: number): void {
    if (first >= end) return;
    this.#first = Math.min(this.#first, first);
    const last = this.#stretches.at(-1);
    if (last !== undefined && last[1] === first) last[1] = end;
    else this.#stretches.push([first, end]);
  }

  /** One comparison for nearly every message of a large mailbox. */
  has(uid: Uid): boolean {
    return uid >= this.#first && this.#stretches.some(([first, end]) => uid >= first && uid < end);
  }

  countIn(table: Pick<MessageTable, 'lowerBound'>): number {
    return this.#stretches.reduce((sum, [first, end]) => sum + table.lowerBound(end) - table.lowerBound(first), 0);
  }
}

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
