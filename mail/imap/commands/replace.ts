import { announceChanges } from '../announce.ts';
import { type AppendSource, readAppendSource } from '../append-source.ts';
import { assembleMessage } from '../assemble-message.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done, no } from '../completion.ts';
import { rowsOfSet } from '../message-set.ts';
import { targetRefusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { refusalBeforeStoring } from './append.ts';
import { forget } from './expunge.ts';

/** RFC 8508: a new message takes the place of an old one, as when a draft is saved again. */
export const replace = replacing('number');
export const uidReplace = replacing('uid');

interface ReplaceInput {
  readonly number: number;
  readonly name: string;
  readonly source: AppendSource;
}

function replacing(by: 'uid' | 'number') {
  return defineCommand({ state: 'selected', read: readReplace, run: (session, input) => run(session, input, by) });
}

function readReplace(reader: CommandReader): ReplaceInput {
  const { number, name } = readReplaceTarget(reader);
  reader.expectSp();
  return { number, name, source: readAppendSource(reader) };
}

export function readReplaceTarget(reader: CommandReader): { number: number; name: string } {
  reader.expectSp();
  const number = reader.number();
  if (number === 0) throw new BadSyntax('Expected a message number');
  reader.expectSp();
  return { number, name: reader.mailbox() };
}

async function run(session: ImapSession, { number, name, source }: ReplaceInput, by: 'uid' | 'number'): Promise<Completion> {
  const selected = session.opened;
  if (selected.mailbox.readOnly) return no('Mailbox is read-only', 'NOPERM');
  const [row] = rowsOfSet(selected, { kind: 'ranges', ranges: [[number, number]] }, by);
  if (row === undefined) return no('No such message', 'NONEXISTENT');
  const uid = selected.table.uid(row);
  const assembled = await assembleMessage(session, source);
  if (!assembled.ok) return assembled.reply;
  const refusedReply = await refusalBeforeStoring(session, name, [source], [assembled.message]);
  if (refusedReply !== null) return refusedReply;
  const replaced = await selected.mailbox.replace(uid, name, assembled.message);
  if (!replaced.ok) return targetRefusalReply(replaced.refusal);
  const { uidValidity, gone, highestModSeq } = replaced.value;
  // §3.3: APPENDUID and EXISTS before the EXPUNGE, so that a client never sees the message missing.
  session.out.text(`* OK [APPENDUID ${uidValidity} ${replaced.value.uid}] Stored\r\n`);
  selected.stale = true;
  await announceChanges(session, { mayExpunge: false });
  await forget(session, gone);
  // RFC 7162 §3.2.7
  return done('REPLACE completed', session.qresync && gone.length > 0 ? `HIGHESTMODSEQ ${highestModSeq}` : undefined);
}
