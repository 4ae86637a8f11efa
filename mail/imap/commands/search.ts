import { defineCommand } from '../command.ts';
import type { CommandReader } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import { limitedSearch, withLimitCode } from '../message-limit.ts';
import { type SearchKey, usesModSeq } from '../search-keys.ts';
import { matchingRows } from '../search-match.ts';
import { badCharset, readSearchProgram } from '../search-program.ts';
import { narrowedTo, type ResultOptions, readResultOptions, returnAll, writeExtended } from '../search-results.ts';
import type { SelectedMailbox } from '../selected-mailbox.ts';
import type { ImapSession } from '../session.ts';
import { writeNumbers } from '../write-numbers.ts';

interface SearchInput {
  readonly tag: string;
  /** null: answer as RFC 3501 does, unless IMAP4rev2 was enabled. */
  readonly options: ResultOptions | null;
  readonly key: SearchKey | null;
}

/** RFC 9051 §6.4.4. */
export const search = searching('number');
export const uidSearch = searching('uid');

function searching(by: 'uid' | 'number') {
  return defineCommand({
    state: 'selected',
    keepsNumbers: by === 'number',
    read: readSearch,
    run: (session, input) => answer(session, input, by),
  });
}

function readSearch(reader: CommandReader, session: ImapSession): SearchInput {
  reader.expectSp();
  const options = readResultOptions(reader);
  return { tag: reader.commandTag, options, key: readSearchProgram(reader, session.deps.limits) };
}

async function answer(session: ImapSession, { tag, options, key }: SearchInput, by: 'uid' | 'number'): Promise<Completion> {
  if (key === null) return badCharset();
  const selected = session.opened;
  const withModSeq = usesModSeq(key);
  if (withModSeq) session.condstore = true;
  const limited = limitedSearch(session, selected, key);
  const rows = await matchingRows(session, selected, limited.key, tag);
  const modSeq = withModSeq ? greatestModSeq(selected, rows, options) : null;
  return withLimitCode(session, await tellResult(session, rows, { tag, options, by, modSeq }, 'SEARCH'), limited.code);
}

/** Answers with rows in the order found: SEARCH and SORT differ in nothing else. */
export async function tellResult(
  session: ImapSession,
  rows: readonly number[],
  how: { tag: string; options: ResultOptions | null; by: 'uid' | 'number'; modSeq: number | null },
  verb: 'SEARCH' | 'SORT',
): Promise<Completion> {
  const { options, modSeq } = how;
  const { out, opened: selected } = session;
  if (options?.names.has('SAVE') === true) {
    // `$` names messages, in no order of its own.
    selected.searchResult = selected.table.uidsOf(narrowedTo(rows, options)).sort();
    // RFC 9051 §6.4.4.1: with SAVE alone nothing is returned.
    if (options.names.size === 1 && options.partial === null) return done(`${verb} completed, result saved`);
    await out.ready();
  }
  const numbers = how.by === 'uid' ? selected.table.uidsOf(rows) : numbersOf(rows);
  // RFC 5267 §3: SORT without RETURN answers as before, even in IMAP4rev2.
  if (options === null && (verb === 'SORT' || !session.rev2)) {
    out.text(`* ${verb}`);
    await writeNumbers(out, numbers);
    out.text(modSeq === null ? '\r\n' : ` (MODSEQ ${modSeq})\r\n`);
  } else await writeExtended(out, { ...how, numbers, options: options ?? returnAll });
  return done(`${verb} completed`);
}

/** Sequence numbers are counted from 1. */
function numbersOf(rows: readonly number[]): Uint32Array {
  const numbers = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) numbers[at] = rows[at]! + 1;
  return numbers;
}

/** RFC 7162 §3.1.6: of all that matched; with MIN or MAX alone, of what is returned (§3.1.10). null when nothing matched. */
export function greatestModSeq(selected: SelectedMailbox, rows: readonly number[], options: ResultOptions | null): number | null {
  let greatest = 0;
  for (const row of options === null ? rows : narrowedTo(rows, options)) greatest = Math.max(greatest, selected.table.modSeq(row));
  return greatest === 0 ? null : greatest;
}
