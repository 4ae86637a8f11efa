import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { MailboxId, ModSeq, Uid } from '#kernel/ids.ts';
import { givingWay } from './giving-way.ts';
import { storeLimits } from './limits.ts';
import type { MessageStateRow } from './message-sql.ts';

export interface ChangesRow {
  readonly highestmodseq: ModSeq;
  readonly uidnext: number;
  /** Expunges at or before this modseq are forgotten. */
  readonly floor: ModSeq;
  readonly vanished: readonly Uid[];
  /** Ascending UIDs. */
  readonly changed: readonly MessageStateRow[];
}

/**
 * What happened in a mailbox after a modseq, in one statement and so as of one moment. `uidNext`: messages from there on are new; unless flags
 * of older ones changed since, only those are looked at. undefined when the mailbox never was.
 */
export async function changesOf(
  database: Database,
  mailboxId: MailboxId,
  modSeq: number,
  uidNext: number,
): Promise<ChangesRow | undefined> {
  const [row] = await queryOn<RawChanges>(database, selectChanges, [mailboxId, modSeq, uidNext]);
  return row && { ...row, vanished: uidsIn(row.vanished), changed: await statesIn(row.changed) };
}

type RawChanges = Omit<ChangesRow, 'vanished' | 'changed'> & { readonly vanished: string | null; readonly changed: string | null };

// Aggregated to text: rows of their own would carry the mailbox's columns, and cost the driver more. A CASE runs no subquery it does not need.
const stateText = `uid || ' ' || modseq || ' ' || flags || ' ' || array_to_string(keywords, ' ')`;

const selectChanges: HotStatement = {
  name: 'store-changes',
  text: `
    SELECT highestmodseq, uidnext, expunge_floor_modseq AS floor,
      CASE WHEN highestmodseq > $2 THEN (
        SELECT string_agg(uid::text, ',' ORDER BY uid) FROM message
        WHERE mailbox_id = mailbox.id AND expunged_at IS NOT NULL AND expunged_modseq > $2) END AS vanished,
      CASE WHEN flags_modseq > $2 THEN (
          SELECT string_agg(${stateText}, E'\\n' ORDER BY uid) FROM message_state WHERE mailbox_id = mailbox.id AND modseq > $2)
        WHEN highestmodseq > $2 THEN (
          SELECT string_agg(${stateText}, E'\\n' ORDER BY uid) FROM message_state
          WHERE mailbox_id = mailbox.id AND uid >= $3 AND modseq > $2) END AS changed
    FROM mailbox WHERE id = $1`,
};

/** UIDs expunged after a modseq, and from which modseq on such are remembered. undefined when the mailbox never was. */
export async function expungesOf(
  database: Database,
  mailboxId: MailboxId,
  modSeq: number,
): Promise<Pick<ChangesRow, 'floor' | 'vanished'> | undefined> {
  const [row] = await queryOn<Pick<RawChanges, 'floor' | 'vanished'>>(database, selectExpunges, [mailboxId, modSeq]);
  return row && { floor: row.floor, vanished: uidsIn(row.vanished) };
}

const selectExpunges: HotStatement = {
  name: 'store-expunges',
  text: `
    SELECT expunge_floor_modseq AS floor, (
      SELECT string_agg(uid::text, ',' ORDER BY uid) FROM message
      WHERE mailbox_id = mailbox.id AND expunged_at IS NOT NULL AND expunged_modseq > $2) AS vanished
    FROM mailbox WHERE id = $1`,
};

const uidsIn = (text: string | null) => (text === null ? [] : text.split(',').map(Number)) as Uid[];

/** A fraction of a millisecond. */
const stretch = 512;

// Whoever flags all of a large mailbox has every process that has it open read a hundred thousand.
async function statesIn(text: string | null): Promise<MessageStateRow[]> {
  if (text === null) return [];
  const giveWay = givingWay(storeLimits.textTurnMsMax);
  const states: MessageStateRow[] = [];
  for (const line of text.split('\n')) {
    states.push(stateIn(line));
    if (states.length % stretch === 0) await giveWay();
  }
  return states;
}

function stateIn(line: string): MessageStateRow {
  const [uid, modseq, flags, ...keywords] = line.split(' ');
  return { uid: Number(uid) as Uid, modseq: Number(modseq) as ModSeq, flags: Number(flags), keywords: keywords[0] === '' ? [] : keywords };
}
