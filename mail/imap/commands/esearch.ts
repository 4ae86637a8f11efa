import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import { type MailboxSource, namesFrom, readMailboxSources } from '../mailbox-sources.ts';
import { limitedSearch, withLimitCode } from '../message-limit.ts';
import { type SearchKey, usesModSeq, usesNumbers } from '../search-keys.ts';
import { matchingRows } from '../search-match.ts';
import { badCharset, readSearchProgram } from '../search-program.ts';
import { narrowedTo, type ResultOptions, readResultOptions, returnAll, writeExtended } from '../search-results.ts';
import { SelectedMailbox } from '../selected-mailbox.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox } from '../wire-encoder.ts';
import { greatestModSeq, tellResult } from './search.ts';

interface MultiSearchInput {
  readonly tag: string;
  /** null: the selected mailbox, as UID SEARCH. */
  readonly sources: readonly MailboxSource[] | null;
  readonly options: ResultOptions;
  readonly key: SearchKey | null;
}

/** A search over several mailboxes (RFC 7377). */
export const esearch = defineCommand({ state: 'authenticated', read: readMultiSearch, run: answer });

function readMultiSearch(reader: CommandReader, session: ImapSession): MultiSearchInput {
  const { limits } = session.deps;
  reader.expectSp();
  let sources: MailboxSource[] | null = null;
  if (reader.wordIs('IN')) {
    reader.expectSp();
    sources = readMailboxSources(reader, limits);
    reader.expectSp();
  }
  const options = readResultOptions(reader) ?? returnAll;
  const key = readSearchProgram(reader, limits);
  const onlySelected = sources?.every(({ kind }) => kind === 'selected') ?? true;
  if (session.selected === null && (sources === null || sources.some(({ kind }) => kind === 'selected')))
    throw new BadSyntax('No mailbox is selected');
  // RFC 7377 §2.1, §2.2: numbers and saved results have no meaning beyond the selected mailbox.
  if (!onlySelected && options.names.has('SAVE')) throw new BadSyntax('SAVE needs the selected mailbox alone');
  if (!onlySelected && key !== null && usesNumbers(key)) throw new BadSyntax('Message numbers need the selected mailbox alone');
  return { tag: reader.commandTag, sources, options, key };
}

async function answer(session: ImapSession, input: MultiSearchInput): Promise<Completion> {
  const { sources, key } = input;
  if (key === null) return badCharset();
  if (usesModSeq(key)) session.condstore = true;
  if (sources === null) return searchSelected(session, input, key);
  const listed = await session.signedIn.list();
  const names = new Set(namesFrom(sources, listed, session.signedIn.sharedPrefix));
  if (sources.some(({ kind }) => kind === 'selected')) names.add(session.opened.mailbox.name);
  // RFC 9738 speaks of SEARCH. A search of the selected mailbox alone is one; of several each is looked at as a whole, since the code has a UID and no mailbox.
  const limited = sources.every(({ kind }) => kind === 'selected') ? limitedSearch(session, session.opened, key) : { key, code: null };
  for (const name of names) await searchOne(session, name, input, limited.key);
  return withLimitCode(session, done('ESEARCH completed'), limited.code);
}

async function searchSelected(session: ImapSession, { tag, options }: MultiSearchInput, key: SearchKey): Promise<Completion> {
  const selected = session.opened;
  const limited = limitedSearch(session, selected, key);
  const rows = await matchingRows(session, selected, limited.key, tag);
  const told = await tellResult(session, rows, { tag, options, by: 'uid', modSeq: modSeqOf(selected, rows, key, options) }, 'SEARCH');
  return withLimitCode(session, told, limited.code);
}

async function searchOne(session: ImapSession, name: string, { tag, options }: MultiSearchInput, key: SearchKey): Promise<void> {
  const current = session.selected?.mailbox.name === name ? session.selected : null;
  const selected = current ?? (await openOther(session, name));
  if (selected === null) return;
  try {
    const rows = await matchingRows(session, selected, key, tag);
    if (current !== null && options.names.has('SAVE')) current.searchResult = current.table.uidsOf(narrowedTo(rows, options));
    // RFC 7377 §2.1: a mailbox in which nothing was found is not spoken of.
    if (rows.length === 0) return;
    const place = `MAILBOX ${encodeMailbox(name, session.utf8Names)} UIDVALIDITY ${selected.mailbox.uidValidity}`;
    const numbers = selected.table.uidsOf(rows);
    await writeExtended(session.out, { tag, numbers, options, by: 'uid', modSeq: modSeqOf(selected, rows, key, options), place });
    await session.out.ready();
  } finally {
    if (current === null) selected.close();
  }
}

/** null: it went meanwhile, or may not be read. */
async function openOther(session: ImapSession, name: string): Promise<SelectedMailbox | null> {
  const opened = await session.signedIn.open(name, 'read-only');
  return opened.ok ? SelectedMailbox.load(opened.value, session.deps.mailboxTables, () => undefined) : null;
}

function modSeqOf(selected: SelectedMailbox, rows: readonly number[], key: SearchKey, options: ResultOptions): number | null {
  return usesModSeq(key) ? greatestModSeq(selected, rows, options) : null;
}
