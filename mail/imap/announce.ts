import type { Uid } from '#kernel/ids.ts';
import type { MessageState } from './backend.ts';
import { fetchLineStart } from './fetch-line.ts';
import { formatNumberSet } from './number-set.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/**
 * Brings a selected mailbox up to date and tells the client what changed. Rows leave only when `mayExpunge`; until then
 * what is gone waits in `vanished`.
 */
export async function announceChanges(session: ImapSession, options: { mayExpunge: boolean }): Promise<void> {
  const { selected } = session;
  if (selected === null) return;
  const rowsToTell = selected.stale ? await takeChanges(session, selected) : [];
  if (options.mayExpunge) announceVanished(session, selected);
  const { table } = selected;
  announceKeywords(session, selected);
  for (const uid of rowsToTell) {
    const row = table.rowOf(uid);
    if (row >= 0) writeFlags(session, selected, row, { withUid: true });
  }
}

/** Reads what changed since the last look into the table; EXISTS is told at once, since nothing forbids it. */
async function takeChanges(session: ImapSession, selected: SelectedMailbox): Promise<Uid[]> {
  selected.stale = false;
  const { mailbox, table } = selected;
  let changes = await mailbox.changesSince(selected.highestModSeq);
  let { vanished } = changes;
  if (vanished === null) {
    // Older than what is remembered of expunges: what is no longer there has vanished.
    changes = { ...(await mailbox.load()), vanished };
    vanished = missingFrom(selected, changes.changed);
  }
  for (const uid of vanished) if (table.rowOf(uid) >= 0) selected.vanished.add(uid);
  const lengthBefore = table.length;
  const lastUid = table.lastUid;
  const rows: Uid[] = [];
  for (const state of changes.changed) {
    if (state.uid > lastUid && state.uid >= selected.uidNext) table.append(state);
    else if (applyState(selected, state)) rows.push(state.uid);
  }
  selected.highestModSeq = changes.highestModSeq;
  selected.uidNext = Math.max(selected.uidNext, changes.uidNext);
  // While rows of vanished messages are still counted, so are the new ones: the count is of rows (RFC 9051 §7.4.1).
  if (table.length !== lengthBefore) session.out.text(`* ${table.length} EXISTS\r\n`);
  return rows;
}

function missingFrom(selected: SelectedMailbox, states: readonly MessageState[]): Uid[] {
  const present = new Set(states.map((state) => state.uid));
  const missing: Uid[] = [];
  for (let row = 0; row < selected.table.length; row += 1) {
    const uid = selected.table.uid(row);
    if (!present.has(uid)) missing.push(uid);
  }
  return missing;
}

/** Takes a newer state of a known message; false when unknown or no news. */
export function applyState(selected: SelectedMailbox, state: MessageState): boolean {
  const row = selected.table.rowOf(state.uid);
  return row >= 0 && selected.table.update(row, state);
}

/** EXPUNGE, or VANISHED where QRESYNC (RFC 7162 §3.2.10) or UIDONLY was enabled, for all that is gone; highest number first. */
export function announceVanished(session: ImapSession, selected: SelectedMailbox): void {
  if (selected.vanished.size === 0) return;
  const rows = [...selected.vanished].map((uid) => selected.table.rowOf(uid)).filter((row) => row >= 0);
  rows.sort((one, other) => one - other);
  if (session.qresync || session.uidOnly) session.out.text(`* VANISHED ${formatNumberSet(rows.map((row) => selected.table.uid(row)))}\r\n`);
  else for (let at = rows.length - 1; at >= 0; at -= 1) session.out.text(`* ${rows[at]! + 1} EXPUNGE\r\n`);
  selected.table.removeRows(rows);
  selected.vanished.clear();
}

/** A client learns of a keyword before the first message that bears it (RFC 9051 §7.3.5). */
export function announceKeywords(session: ImapSession, selected: SelectedMailbox): void {
  const { flags } = selected.table;
  if (flags.keywordCount === selected.announcedKeywords) return;
  selected.announcedKeywords = flags.keywordCount;
  session.out.text(flagsLine(flags.keywords));
}

export function flagsLine(keywords: readonly string[]): string {
  return `* FLAGS (${[...'\\Answered \\Flagged \\Deleted \\Seen \\Draft'.split(' '), ...keywords].join(' ')})\r\n`;
}

export function writeFlags(session: ImapSession, selected: SelectedMailbox, row: number, options: { withUid: boolean; silent?: boolean }) {
  const { table } = selected;
  // RFC 7162 §3.2.4: with QRESYNC every FETCH response has its UID; RFC 9051 §7.5.2: so have unsolicited ones.
  const uid = options.withUid || session.qresync ? `UID ${table.uid(row)}` : '';
  const flags = options.silent === true ? '' : `FLAGS ${table.flagsText(row)}`;
  const modSeq = session.condstore ? `MODSEQ (${table.modSeq(row)})` : '';
  const items = [uid, flags, modSeq].filter((item) => item !== '');
  if (items.length > 0) session.out.text(`${fetchLineStart(session, selected, row)}${items.join(' ')})\r\n`);
}
