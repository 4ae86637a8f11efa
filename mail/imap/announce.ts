import { fetchLineStart } from './fetch-line.ts';
import { rangesOf } from './number-set.ts';
import { flagsText, recentLine, takeRecent } from './recent-flag.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { writeExpunges, writeRanges } from './write-numbers.ts';

/**
 * Brings a selected mailbox up to date and tells the client what changed. Rows leave only when `mayExpunge`; until then
 * what is gone waits in `vanished`.
 */
export async function announceChanges(session: ImapSession, options: { mayExpunge: boolean }): Promise<void> {
  const { selected } = session;
  if (selected === null) return;
  const { table } = selected;
  const lengthBefore = table.length;
  const changed = await selected.takeNews(session.deps.turns);
  // Nothing forbids to tell EXISTS. While rows of vanished messages are still counted, so are the new ones (RFC 9051 §7.4.1).
  if (table.length !== lengthBefore) {
    session.out.text(`* ${table.length} EXISTS\r\n`);
    if (await takeRecent(session, selected)) session.out.text(recentLine(selected));
  }
  if (options.mayExpunge) await announceVanished(session, selected);
  announceKeywords(session, selected);
  for (const [at, uid] of changed.entries()) {
    const row = table.rowOf(uid);
    if (row >= 0) writeFlags(session, selected, row, { withUid: true });
    if (at % 256 === 255) await session.out.ready();
  }
}

/** EXPUNGE, or VANISHED where QRESYNC (RFC 7162 §3.2.10) or UIDONLY was enabled, for all that is gone; highest number first. */
export async function announceVanished(session: ImapSession, { table, vanished }: SelectedMailbox): Promise<void> {
  if (vanished.size === 0) return;
  const { out } = session;
  const rows = table.rowsOfUids(Uint32Array.from(vanished).sort());
  await out.ready();
  if (session.qresync || session.uidOnly) {
    out.text('* VANISHED ');
    await writeRanges(out, rangesOf(table.uidsOf(rows)));
    out.text('\r\n');
  } else
    await writeExpunges(
      out,
      rows.map((row) => row + 1),
    );
  table.removeRows(rows);
  vanished.clear();
}

/** A client learns of a keyword before the first message that bears it (RFC 9051 §7.3.5). */
export function announceKeywords(session: ImapSession, selected: SelectedMailbox): void {
  if (selected.takeKeywordsNews()) session.out.text(flagsLine(selected.table.flags.keywords));
}

export function flagsLine(keywords: readonly string[]): string {
  return `* FLAGS (${[...'\\Answered \\Flagged \\Deleted \\Seen \\Draft'.split(' '), ...keywords].join(' ')})\r\n`;
}

export function writeFlags(session: ImapSession, selected: SelectedMailbox, row: number, options: { withUid: boolean; silent?: boolean }) {
  const { table } = selected;
  // RFC 7162 §3.2.4: with QRESYNC every FETCH response has its UID; RFC 9051 §7.5.2: so have unsolicited ones.
  const uid = options.withUid || session.qresync ? `UID ${table.uid(row)}` : '';
  const flags = options.silent === true ? '' : `FLAGS ${flagsText(session, selected, row)}`;
  const modSeq = session.condstore ? `MODSEQ (${table.modSeq(row)})` : '';
  const items = [uid, flags, modSeq].filter((item) => item !== '');
  if (items.length > 0) session.out.text(`${fetchLineStart(session, selected, row)}${items.join(' ')})\r\n`);
}
