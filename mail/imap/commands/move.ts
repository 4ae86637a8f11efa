import { defineCommand } from '../command.ts';
import { type Completion, done, no } from '../completion.ts';
import { withinMessageLimit, withLimitCode } from '../message-limit.ts';
import { rowsOfSet } from '../message-set.ts';
import type { NumberSet } from '../number-set.ts';
import { targetRefusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { copyUid, readCopy } from './copy.ts';
import { forget } from './expunge.ts';

/** RFC 9051 §6.4.8. */
export const move = moving('number');
export const uidMove = moving('uid');

function moving(by: 'uid' | 'number') {
  return defineCommand({ state: 'selected', read: readCopy, run: (session, input) => run(session, input, by) });
}

async function run(session: ImapSession, input: { set: NumberSet; target: string }, by: 'uid' | 'number'): Promise<Completion> {
  const selected = session.opened;
  if (selected.mailbox.readOnly) return no('Mailbox is read-only', 'NOPERM');
  const limited = withinMessageLimit(session, selected, rowsOfSet(selected, input.set, by));
  const uids = limited.rows.map((row) => selected.table.uid(row));
  if (uids.length === 0) return done('Nothing to move');
  const result = await selected.mailbox.move(uids, input.target);
  if (!result.ok) return targetRefusalReply(result.refusal);
  // RFC 6851 §4.3: COPYUID comes in an untagged OK, before the EXPUNGE responses.
  if (result.value.sourceUids.length > 0) session.out.text(`* OK [${copyUid(result.value)}] Moved\r\n`);
  await forget(session, result.value.sourceUids);
  const code = session.qresync && result.value.sourceUids.length > 0 ? `HIGHESTMODSEQ ${result.value.highestModSeq}` : undefined;
  return withLimitCode(session, done('MOVE completed', code), limited.code);
}
