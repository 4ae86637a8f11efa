import { defineCommand } from '../command.ts';
import type { CommandReader } from '../command-reader.ts';
import type { Completion } from '../completion.ts';
import { messageLimitRefusal, searchedCount } from '../message-limit.ts';
import { type SearchKey, usesModSeq } from '../search-keys.ts';
import { matchingRows } from '../search-match.ts';
import { badCharset, readCharsetAndKeys } from '../search-program.ts';
import { type ResultOptions, readResultOptions } from '../search-results.ts';
import type { ImapSession } from '../session.ts';
import { readSortKeys, type SortKey, sortedRows } from '../sort-order.ts';
import { greatestModSeq, tellResult } from './search.ts';

interface SortInput {
  readonly tag: string;
  readonly options: ResultOptions | null;
  readonly sortKeys: readonly SortKey[];
  readonly key: SearchKey | null;
}

/** RFC 5256 §3, with the results of RFC 5267 §3. */
export const sort = sorting('number');
export const uidSort = sorting('uid');

function sorting(by: 'uid' | 'number') {
  return defineCommand({
    state: 'selected',
    keepsNumbers: by === 'number',
    read: readSort,
    run: (session, input) => answer(session, input, by),
  });
}

function readSort(reader: CommandReader, session: ImapSession): SortInput {
  reader.expectSp();
  const options = readResultOptions(reader);
  const sortKeys = readSortKeys(reader, session.deps.limits);
  reader.expectSp();
  return { tag: reader.commandTag, options, sortKeys, key: readCharsetAndKeys(reader, session.deps.limits) };
}

async function answer(session: ImapSession, { tag, options, sortKeys, key }: SortInput, by: 'uid' | 'number'): Promise<Completion> {
  if (key === null) return badCharset();
  const selected = session.opened;
  const refusedReply = messageLimitRefusal(session, searchedCount(selected, key));
  if (refusedReply !== null) return refusedReply;
  const withModSeq = usesModSeq(key);
  if (withModSeq) session.condstore = true;
  const matched = await matchingRows(session, selected, key, tag);
  const rows = await sortedRows(session, selected, matched, sortKeys);
  return tellResult(session, rows, { tag, options, by, modSeq: withModSeq ? greatestModSeq(selected, rows, options) : null }, 'SORT');
}
