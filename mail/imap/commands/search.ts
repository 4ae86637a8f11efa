import { isKnownCharset } from '#mail/mime/charset.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done, no } from '../completion.ts';
import { formatNumberSet } from '../number-set.ts';
import { readSearchKeys, type SearchKey, usesModSeq } from '../search-keys.ts';
import { matchingRows } from '../search-match.ts';
import type { SelectedMailbox } from '../selected-mailbox.ts';
import type { ImapSession } from '../session.ts';

interface SearchInput {
  readonly tag: string;
  /** null: answer as RFC 3501 does, unless IMAP4rev2 was enabled. */
  readonly returned: ReadonlySet<string> | null;
  readonly key: SearchKey | null;
}

const returnOptions = new Set(['MIN', 'MAX', 'ALL', 'COUNT', 'SAVE']);

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
  let returned: Set<string> | null = null;
  if (reader.wordIs('RETURN')) {
    reader.expectSp();
    returned = new Set(reader.list(() => reader.word(), 10));
    for (const option of returned) if (!returnOptions.has(option)) throw new BadSyntax('Unknown SEARCH return option');
    if (returned.size === 0) returned.add('ALL'); // RFC 9051 §6.4.4: () means (ALL)
    reader.expectSp();
  }
  let charset = '';
  if (reader.wordIs('CHARSET')) {
    reader.expectSp();
    charset = reader.textString();
    reader.expectSp();
    if (!isKnownCharset(charset)) {
      reader.skipRest();
      return { tag: reader.commandTag, returned, key: null };
    }
  }
  const isUtf8 = charset === '' || /^(?:utf-8|us-ascii)$/i.test(charset);
  const key = readSearchKeys({ reader, limits: session.deps.limits, charset: isUtf8 ? '' : charset, count: 0, depth: 0 });
  return { tag: reader.commandTag, returned, key };
}

async function answer(session: ImapSession, input: SearchInput, by: 'uid' | 'number'): Promise<Completion> {
  if (input.key === null) return no('Charset is not known', 'BADCHARSET (US-ASCII UTF-8)');
  const selected = session.opened;
  const withModSeq = usesModSeq(input.key);
  if (withModSeq) session.condstore = true;
  const rows = await matchingRows(session, selected, input.key, input.tag);
  const { returned } = input;
  if (returned?.has('SAVE') === true) selected.searchResult = savedRows(rows, returned).map((row) => selected.table.uid(row));
  // RFC 9051 §6.4.4.1: with SAVE alone nothing is returned.
  if (returned?.size === 1 && returned.has('SAVE')) return done('SEARCH completed, result saved');
  const numbers = rows.map((row) => (by === 'uid' ? selected.table.uid(row) : row + 1));
  const modSeq = withModSeq && rows.length > 0 ? greatestModSeq(selected, rows, returned) : null;
  if (returned === null && !session.rev2)
    session.out.text(`* SEARCH${numbers.map((number) => ` ${number}`).join('')}${modSeq === null ? '' : ` (MODSEQ ${modSeq})`}\r\n`);
  else session.out.text(extendedLine(input.tag, numbers, returned ?? new Set(['ALL']), by, modSeq));
  return done('SEARCH completed');
}

/** RFC 9051 §6.4.4.4: MIN and MAX with SAVE save only those, unless ALL or COUNT is asked too. */
function savedRows(rows: readonly number[], returned: ReadonlySet<string>): readonly number[] {
  const isNarrow = (returned.has('MIN') || returned.has('MAX')) && !returned.has('ALL') && !returned.has('COUNT');
  if (!isNarrow || rows.length === 0) return rows;
  const ends = [...(returned.has('MIN') ? [rows[0]!] : []), ...(returned.has('MAX') ? [rows.at(-1)!] : [])];
  return [...new Set(ends)];
}

/** RFC 7162 §3.1.6: of all that matched; with MIN or MAX alone, of what is returned (§3.1.10). */
function greatestModSeq(selected: SelectedMailbox, rows: readonly number[], returned: ReadonlySet<string> | null): number {
  let greatest = 0;
  for (const row of savedRows(rows, returned ?? new Set())) greatest = Math.max(greatest, selected.table.modSeq(row));
  return greatest;
}

/** RFC 9051 §7.3.4. */
function extendedLine(
  tag: string,
  numbers: readonly number[],
  returned: ReadonlySet<string>,
  by: 'uid' | 'number',
  modSeq: number | null,
): string {
  const items: string[] = [];
  if (by === 'uid') items.push('UID');
  if (returned.has('MIN') && numbers.length > 0) items.push(`MIN ${numbers[0]}`);
  if (returned.has('MAX') && numbers.length > 0) items.push(`MAX ${numbers.at(-1)}`);
  if (returned.has('COUNT')) items.push(`COUNT ${numbers.length}`);
  if (returned.has('ALL') && numbers.length > 0) items.push(`ALL ${formatNumberSet(numbers)}`);
  if (modSeq !== null) items.push(`MODSEQ ${modSeq}`);
  return `* ESEARCH (TAG "${tag.replace(/["\\]/g, '\\$&')}")${items.map((item) => ` ${item}`).join('')}\r\n`;
}
