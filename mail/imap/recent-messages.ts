import type { Uid } from '#kernel/ids.ts';
import type { MessageTable } from './message-table.ts';

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
