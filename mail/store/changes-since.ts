import type { Database } from '#io/database.ts';
import type { MailboxId, ModSeq, Uid } from '#kernel/ids.ts';
import { storeLimits } from './limits.ts';
import { type MailboxRow, mailboxById } from './mailbox-sql.ts';
import { type MessageStateRow, statesAbove, statesSince, vanishedSince } from './message-sql.ts';

export interface MailboxChanges {
  /** To ask from next time. */
  readonly highestModSeq: ModSeq;
  readonly uidNext: number;
  readonly changed: readonly MessageStateRow[];
  /** null when expunges after the modseq asked about have been forgotten already: what is missing from the mailbox is gone. */
  readonly vanished: readonly Uid[] | null;
}

/**
 * What changed in a mailbox after a modseq; from 0 all that is there. In a deleted mailbox all has vanished. The mailbox row is read first: what
 * commits while the rest is read may be in the answer, and is told once more next time, never missed.
 */
export async function changesSince(database: Database, mailboxId: MailboxId, modSeq: number): Promise<MailboxChanges> {
  const { highestmodseq: highestModSeq, uidnext } = await rowOf(database, mailboxId);
  if (highestModSeq === modSeq) return { highestModSeq, uidNext: uidnext, changed: [], vanished: [] };
  const vanished = modSeq === 0 ? [] : await vanishedSince(database, mailboxId, modSeq);
  const changed = await statesSince(database, mailboxId, modSeq);
  // The floor is read last: the sweeper may have raised it since.
  const floor = modSeq === 0 ? 0 : (await rowOf(database, mailboxId)).expunge_floor_modseq;
  const uidNext = Math.max(uidnext, (changed.at(-1)?.uid ?? 0) + 1);
  return { highestModSeq, uidNext, changed, vanished: modSeq < floor ? null : vanished };
}

/**
 * All that is there, page by page: a hundred thousand rows at once would hold the event loop. As above the mailbox row is read first, so that
 * what changes between two pages is told next time.
 */
export async function wholeMailbox(
  database: Database,
  mailboxId: MailboxId,
  rowsMax: number = storeLimits.statesPage,
): Promise<Omit<MailboxChanges, 'vanished'>> {
  const { highestmodseq: highestModSeq, uidnext } = await rowOf(database, mailboxId);
  const changed: MessageStateRow[] = [];
  let page: MessageStateRow[];
  do {
    page = await statesAbove(database, mailboxId, changed.at(-1)?.uid ?? 0, rowsMax);
    for (const state of page) changed.push(state);
  } while (page.length === rowsMax);
  return { highestModSeq, uidNext: Math.max(uidnext, (changed.at(-1)?.uid ?? 0) + 1), changed };
}

async function rowOf(database: Database, mailboxId: MailboxId): Promise<MailboxRow> {
  const row = await mailboxById(database, mailboxId);
  if (!row) throw new Error(`mailbox ${mailboxId} has no row`);
  return row;
}
