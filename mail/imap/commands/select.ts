import type { ModSeq } from '#kernel/ids.ts';
import { flagsLine, writeFlags } from '../announce.ts';
import { flagBits, type ImapMailbox } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import { type NumberSet, readNumberSet } from '../number-set.ts';
import { recentLine, takeRecent } from '../recent-flag.ts';
import { refusalReply } from '../refusal-reply.ts';
import { tellVanishedSince } from '../resynchronise.ts';
import { SelectedMailbox } from '../selected-mailbox.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox } from '../wire-encoder.ts';

interface Resynchronisation {
  readonly uidValidity: number;
  readonly modSeq: ModSeq;
  readonly known: NumberSet | null;
}

interface SelectInput {
  readonly name: string;
  readonly condstore: boolean;
  readonly qresync: Resynchronisation | null;
}

/** RFC 9051 §6.3.2, with the parameters of RFC 7162. */
export const select = selecting('read-write');
/** RFC 9051 §6.3.3. */
export const examine = selecting('read-only');

function selecting(mode: 'read-only' | 'read-write') {
  return defineCommand({
    state: 'authenticated',
    read: readSelect,
    run: (session, input) => open(session, input, mode),
  });
}

function readSelect(reader: CommandReader, session: ImapSession): SelectInput {
  reader.expectSp();
  const name = reader.mailbox();
  let condstore = false;
  let qresync: Resynchronisation | null = null;
  if (reader.sp())
    reader.list(() => {
      const parameter = reader.word();
      if (parameter === 'CONDSTORE') condstore = true;
      else if (parameter === 'QRESYNC' && session.qresync) qresync = readResynchronisation(reader);
      else throw new BadSyntax(parameter === 'QRESYNC' ? 'Enable QRESYNC first' : 'Unknown SELECT parameter');
    }, 4);
  return { name, condstore, qresync };
}

/** `(uidvalidity modseq [known-uids [seq-match-data]])`, RFC 7162 §3.2.5. The match data only saves octets; it is not needed. */
function readResynchronisation(reader: CommandReader): Resynchronisation {
  reader.expectSp();
  reader.expectChar(0x28);
  const uidValidity = reader.number();
  reader.expectSp();
  const modSeq = reader.modSeq() as ModSeq;
  let known: NumberSet | null = null;
  let hasMatchData = false;
  if (reader.sp()) {
    if (reader.peek() === 0x28) hasMatchData = true;
    else {
      known = readNumberSet(reader);
      hasMatchData = reader.sp();
    }
  }
  if (hasMatchData) {
    reader.expectChar(0x28);
    readNumberSet(reader);
    reader.expectSp();
    readNumberSet(reader);
    reader.expectChar(0x29);
  }
  reader.expectChar(0x29);
  return { uidValidity, modSeq, known };
}

async function open(session: ImapSession, input: SelectInput, mode: 'read-only' | 'read-write'): Promise<Completion> {
  // RFC 9051 §6.3.2: the mailbox that was selected is closed whether this succeeds or not; §7.1 CLOSED tells where it ends.
  const hadSelected = session.selected !== null;
  session.deselect();
  if (hadSelected) session.out.text('* OK [CLOSED] Previous mailbox closed\r\n');
  if (input.condstore) session.condstore = true;
  const opened = await session.signedIn.open(input.name, mode);
  if (!opened.ok) return refusalReply(opened.refusal);
  const selected = await SelectedMailbox.load(opened.value, session.deps.mailboxTables, () => session.dialogue.wake());
  session.selected = selected;
  await takeRecent(session, selected);
  writeGreeting(session, selected, input.name);
  if (input.qresync !== null && input.qresync.uidValidity === selected.mailbox.uidValidity)
    await resynchronise(session, selected, input.qresync);
  const { readOnly } = selected.mailbox;
  return done(`${mode === 'read-only' ? 'EXAMINE' : 'SELECT'} completed`, readOnly ? 'READ-ONLY' : 'READ-WRITE');
}

function writeGreeting(session: ImapSession, selected: SelectedMailbox, name: string): void {
  const { table, mailbox } = selected;
  const { out } = session;
  out.text(flagsLine(table.flags.keywords));
  out.text(`* OK [PERMANENTFLAGS (${permanentFlags(mailbox, table.flags.keywords)})] Flags that are kept\r\n`);
  out.text(`* ${table.length} EXISTS\r\n`);
  if (!session.rev2) {
    out.text(recentLine(selected));
    const unseen = session.uidOnly ? 0 : firstUnseen(selected);
    if (unseen > 0) out.text(`* OK [UNSEEN ${unseen}] First unseen\r\n`);
  }
  out.text(`* OK [UIDVALIDITY ${mailbox.uidValidity}] UIDs valid\r\n`);
  out.text(`* OK [UIDNEXT ${selected.uidNext}] Predicted next UID\r\n`);
  out.text(`* OK [HIGHESTMODSEQ ${selected.highestModSeq}] Highest\r\n`);
  out.text(`* OK [MAILBOXID (${mailbox.mailboxId})] Object\r\n`);
  if (session.rev2) out.text(`* LIST () "/" ${encodeMailbox(name, true)}\r\n`);
}

/** RFC 4314 §4: `s` is for \\Seen, `t` for \\Deleted, `w` for all others. */
function permanentFlags(mailbox: ImapMailbox, keywords: readonly string[]): string {
  if (mailbox.readOnly) return '';
  const needed = { '\\Answered': 'w', '\\Flagged': 'w', '\\Deleted': 't', '\\Seen': 's', '\\Draft': 'w' };
  const may = (letter: string) => mailbox.rights?.includes(letter) ?? true;
  const system = Object.entries(needed).flatMap(([flag, letter]) => (may(letter) ? [flag] : []));
  return [...system, ...(may('w') ? [...keywords, '\\*'] : [])].join(' ');
}

function firstUnseen(selected: SelectedMailbox): number {
  const { table } = selected;
  for (let row = 0; row < table.length; row += 1) if ((table.bits(row) & flagBits['\\Seen']) === 0) return row + 1;
  return 0;
}

/** What changed while the client was away (RFC 7162 §3.2.5.2): VANISHED (EARLIER), then FETCH of what is new or changed. */
async function resynchronise(session: ImapSession, selected: SelectedMailbox, since: Resynchronisation): Promise<void> {
  await tellVanishedSince(session, since.modSeq, since.known);
  const { table } = selected;
  let told = 0;
  for (let row = 0; row < table.length; row += 1) {
    if (table.modSeq(row) <= since.modSeq) continue;
    writeFlags(session, selected, row, { withUid: true });
    told += 1;
    if (told % 256 === 0) await session.out.ready();
  }
}
