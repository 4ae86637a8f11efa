import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import { messageLimitRefusal, searchedCount } from '../message-limit.ts';
import type { ThreadAlgorithm } from '../order-cache.ts';
import type { SearchKey } from '../search-keys.ts';
import { matchingRows } from '../search-match.ts';
import { badCharset, readCharsetAndKeys } from '../search-program.ts';
import type { ImapSession } from '../session.ts';
import { formatThreads, threadedRows } from '../threaded-rows.ts';

interface ThreadInput {
  readonly tag: string;
  readonly algorithm: ThreadAlgorithm;
  readonly key: SearchKey | null;
}

/** RFC 5256 §3. */
export const thread = threading('number');
export const uidThread = threading('uid');

function threading(by: 'uid' | 'number') {
  return defineCommand({
    state: 'selected',
    keepsNumbers: by === 'number',
    read: readThread,
    run: (session, input) => answer(session, input, by),
  });
}

function readThread(reader: CommandReader, session: ImapSession): ThreadInput {
  reader.expectSp();
  const algorithm = reader.word();
  if (algorithm !== 'ORDEREDSUBJECT' && algorithm !== 'REFERENCES') throw new BadSyntax('Unknown threading algorithm');
  reader.expectSp();
  return { tag: reader.commandTag, algorithm, key: readCharsetAndKeys(reader, session.deps.limits) };
}

const stretch = 2_048;

async function answer(session: ImapSession, { tag, algorithm, key }: ThreadInput, by: 'uid' | 'number'): Promise<Completion> {
  if (key === null) return badCharset();
  const selected = session.opened;
  const refusedReply = messageLimitRefusal(session, searchedCount(selected, key));
  if (refusedReply !== null) return refusedReply;
  const rows = await matchingRows(session, selected, key, tag);
  const threads = await threadedRows(session, selected, rows, algorithm);
  const numberOf = (row: number) => (by === 'uid' ? selected.table.uid(row) : row + 1);
  session.out.text(threads.length === 0 ? '* THREAD' : '* THREAD ');
  for (let start = 0; start < threads.length; start += stretch) {
    session.out.text(formatThreads(threads, start, Math.min(start + stretch, threads.length), numberOf));
    await session.out.ready();
  }
  session.out.text('\r\n');
  return done('THREAD completed');
}
