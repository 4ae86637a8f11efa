import { type Database, type HotStatement, integers, queryOn } from '#io/database.ts';
import { together } from '#io/together.ts';
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
 * of older ones changed since, only those are looked at. undefined when the mailbox never was. Sessions that look at one moment look together:
 * most find nothing new; what is much is asked for again, alone.
 */
export async function changesOf(
  database: Database,
  mailboxId: MailboxId,
  modSeq: number,
  uidNext: number,
): Promise<ChangesRow | undefined> {
  let row = await lookTogether(database, { mailboxId, modSeq, uidNext });
  if (row?.is_more) [row] = await queryOn<RawChanges>(database, selectChanges, [mailboxId, modSeq, uidNext]);
  return row && { ...row, vanished: uidsIn(row.vanished), changed: await statesIn(row.changed) };
}

interface Look {
  readonly mailboxId: MailboxId;
  readonly modSeq: number;
  readonly uidNext: number;
}

type RawChanges = Omit<ChangesRow, 'vanished' | 'changed'> & {
  readonly vanished: string | null;
  readonly changed: string | null;
  /** More than are told to those who look together. */
  readonly is_more?: boolean;
};

const lookTogether = together<Look, RawChanges | undefined>(async (database, looks) => {
  const found = await queryOn<RawChanges & { at: number }>(database, selectChangesTogether, [
    integers(looks.map((look) => look.mailboxId)),
    integers(looks.map((look) => look.modSeq)),
    integers(looks.map((look) => look.uidNext)),
    storeLimits.changesTogetherMax,
  ]);
  const byPlace = new Map(found.map((row) => [row.at, row]));
  return looks.map((_look, index) => byPlace.get(index + 1));
});

// Aggregated to text: rows of their own would carry the mailbox's columns, and cost the driver more. A CASE runs no subquery it does not need.
const stateText = `uid || ' ' || modseq || ' ' || flags || ' ' || array_to_string(keywords, ' ')`;

const selectChangesTogether: HotStatement = {
  name: 'store-changes-together',
  text: `
    SELECT at, highestmodseq, uidnext, expunge_floor_modseq AS floor, gone.vanished, stayed.changed,
      gone.count > $4 OR stayed.count > $4 AS is_more
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS seen (id, modseq, uid_next, at)
    JOIN mailbox ON mailbox.id = seen.id
    CROSS JOIN LATERAL (
      SELECT string_agg(uid::text, ',' ORDER BY uid) AS vanished, count(*) AS count FROM (
        SELECT uid FROM message
        WHERE highestmodseq > seen.modseq AND mailbox_id = mailbox.id AND expunged_at IS NOT NULL AND expunged_modseq > seen.modseq
        LIMIT $4 + 1) AS few) AS gone
    CROSS JOIN LATERAL (
      SELECT string_agg(${stateText}, E'\n' ORDER BY uid) AS changed, count(*) AS count FROM (
        SELECT * FROM message_state
        WHERE highestmodseq > seen.modseq AND mailbox_id = mailbox.id AND modseq > seen.modseq
          AND uid >= CASE WHEN flags_modseq > seen.modseq THEN 1 ELSE seen.uid_next END
        LIMIT $4 + 1) AS few) AS stayed`,
};

const selectChanges: HotStatement = {
  name: 'store-changes',
  text: `
    SELECT highestmodseq, uidnext, expunge_floor_modseq AS floor,
      CASE WHEN highestmodseq > $2 THEN (
        SELECT string_agg(uid::text, ',' ORDER BY uid) FROM message
        WHERE mailbox_id = mailbox.id AND expunged_at IS NOT NULL AND expunged_modseq > $2) END AS vanished,
      CASE WHEN flags_modseq > $2 THEN (
          SELECT string_agg(${stateText}, E'\n' ORDER BY uid) FROM message_state WHERE mailbox_id = mailbox.id AND modseq > $2)
        WHEN highestmodseq > $2 THEN (
          SELECT string_agg(${stateText}, E'\n' ORDER BY uid) FROM message_state
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
