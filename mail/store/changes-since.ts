import type { Database } from '#io/database.ts';
import type { MailboxId, ModSeq, Uid } from '#kernel/ids.ts';
import { changesOf, expungesOf } from './changes-sql.ts';
import { storeLimits } from './limits.ts';
import { type MailboxRow, mailboxById } from './mailbox-sql.ts';
import { type MessageStateRow, statesAbove } from './message-sql.ts';

export interface MailboxChanges {
  /** To ask from next time. */
  readonly highestModSeq: ModSeq;
  readonly uidNext: number;
  readonly changed: readonly MessageStateRow[];
  /** null when expunges after the modseq asked about have been forgotten already: what is missing from the mailbox is gone. */
  readonly vanished: readonly Uid[] | null;
}

/** What changed in a mailbox since a state of it that was seen; from nothing all that is there. In a deleted mailbox all has vanished. */
export async function changesSince(
  database: Database,
  mailboxId: MailboxId,
  seen: { readonly highestModSeq: number; readonly uidNext: number },
): Promise<MailboxChanges> {
  const row = known(await changesOf(database, mailboxId, seen.highestModSeq, seen.uidNext), mailboxId);
  const vanished = seen.highestModSeq > 0 && seen.highestModSeq < row.floor ? null : row.vanished;
  return { highestModSeq: row.highestmodseq, uidNext: row.uidnext, changed: row.changed, vanished };
}

/** What went from a mailbox since a modseq; null as in `changesSince`. */
export async function vanishedSince(database: Database, mailboxId: MailboxId, modSeq: number): Promise<readonly Uid[] | null> {
  const row = known(await expungesOf(database, mailboxId, modSeq), mailboxId);
  return modSeq < row.floor ? null : row.vanished;
}

/**
 * All that is there, page by page: a hundred thousand rows at once would hold the event loop. The mailbox row is read first, so that
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
  return known(await mailboxById(database, mailboxId), mailboxId);
}

function known<Row>(row: Row | undefined, mailboxId: MailboxId): Row {
  if (row === undefined) throw new Error(`mailbox ${mailboxId} has no row`);
  return row;
}
