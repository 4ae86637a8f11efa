import type { Uid } from '#kernel/ids.ts';
import type { CopiedMessages } from '../backend.ts';
import { defineCommand } from '../command.ts';
import type { CommandReader } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import { messageLimitRefusal } from '../message-limit.ts';
import { rowsOfSet } from '../message-set.ts';
import { formatNumberSet, type NumberSet, readNumberSet } from '../number-set.ts';
import { targetRefusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';

/** RFC 9051 §6.4.7. */
export const copy = copying('number');
export const uidCopy = copying('uid');

function copying(by: 'uid' | 'number') {
  return defineCommand({ state: 'selected', read: readCopy, run: (session, input) => run(session, input, by) });
}

export function readCopy(reader: CommandReader): { set: NumberSet; target: string } {
  reader.expectSp();
  const set = readNumberSet(reader);
  reader.expectSp();
  return { set, target: reader.mailbox() };
}

async function run(session: ImapSession, input: { set: NumberSet; target: string }, by: 'uid' | 'number'): Promise<Completion> {
  const selected = session.opened;
  const uids = uidsOf(session, input.set, by);
  if (uids.length === 0) return done('Nothing to copy');
  const refusedReply = messageLimitRefusal(session, uids.length);
  if (refusedReply !== null) return refusedReply;
  const result = await selected.mailbox.copy(uids, input.target);
  if (!result.ok) return targetRefusalReply(result.refusal);
  if (selected.mailbox.name === input.target) selected.stale = true;
  return done('COPY completed', result.value.sourceUids.length === 0 ? undefined : copyUid(result.value));
}

function uidsOf(session: ImapSession, set: NumberSet, by: 'uid' | 'number'): Uid[] {
  const { table } = session.opened;
  return rowsOfSet(session.opened, set, by).map((row) => table.uid(row));
}

/** RFC 9051 §7.1 COPYUID. */
export function copyUid(copied: CopiedMessages): string {
  return `COPYUID ${copied.uidValidity} ${formatNumberSet(copied.sourceUids)} ${formatNumberSet(copied.targetUids)}`;
}
