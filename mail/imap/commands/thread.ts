import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import { type FoundMessage, foundMessages } from '../found-messages.ts';
import { messageLimitRefusal, searchedCount } from '../message-limit.ts';
import type { SearchKey } from '../search-keys.ts';
import { matchingRows } from '../search-match.ts';
import { badCharset, readCharsetAndKeys } from '../search-program.ts';
import type { ImapSession } from '../session.ts';
import { sentMoment, sorted } from '../sort-order.ts';
import { formatThread, type ThreadNode, threadsByReferences, threadsBySubject } from '../threads.ts';

interface ThreadInput {
  readonly tag: string;
  readonly algorithm: 'ORDEREDSUBJECT' | 'REFERENCES';
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

const byDate = [{ reverse: false, value: sentMoment }];

async function answer(session: ImapSession, { tag, algorithm, key }: ThreadInput, by: 'uid' | 'number'): Promise<Completion> {
  if (key === null) return badCharset();
  const selected = session.opened;
  const refusedReply = messageLimitRefusal(session, searchedCount(session, selected, key));
  if (refusedReply !== null) return refusedReply;
  const giveWay = () => session.out.ready();
  const rows = await matchingRows(session, selected, key, tag);
  const found = await sorted(await foundMessages(session, selected, rows), byDate, giveWay);
  const threads: ThreadNode[] = algorithm === 'REFERENCES' ? await threadsByReferences(found, giveWay) : threadsBySubject(found);
  const numberOf = ({ row }: FoundMessage) => (by === 'uid' ? selected.table.uid(row) : row + 1);
  session.out.text('* THREAD');
  for (const [at, one] of threads.entries()) {
    session.out.text(`${at === 0 ? ' ' : ''}${formatThread(one, numberOf)}`);
    await giveWay();
  }
  session.out.text('\r\n');
  return done('THREAD completed');
}
