import type { Uid } from '#kernel/ids.ts';
import { announceVanished } from '../announce.ts';
import { defineCommand, nothing } from '../command.ts';
import { type Completion, done, no } from '../completion.ts';
import { withinMessageLimit, withLimitCode } from '../message-limit.ts';
import { rowsOfSet } from '../message-set.ts';
import { readNumberSet } from '../number-set.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';

/** RFC 9051 §6.4.3. */
export const expunge = defineCommand({ state: 'selected', read: nothing, run: (session) => remove(session, { uids: null, code: null }) });

/** RFC 9051 §6.4.9. */
export const uidExpunge = defineCommand({
  state: 'selected',
  read(reader) {
    reader.expectSp();
    return readNumberSet(reader);
  },
  run(session, set) {
    const { table } = session.opened;
    const { rows, code } = withinMessageLimit(session, session.opened, rowsOfSet(session.opened, set, 'uid'));
    return remove(session, { uids: rows.map((row) => table.uid(row)), code });
  },
});

async function remove(
  session: ImapSession,
  { uids, code: limitCode }: { uids: readonly Uid[] | null; code: string | null },
): Promise<Completion> {
  const selected = session.opened;
  if (selected.mailbox.readOnly) return no('Mailbox is read-only', 'NOPERM');
  if (uids?.length === 0) return done('EXPUNGE completed');
  const result = await selected.mailbox.expunge(uids);
  if (!result.ok) return refusalReply(result.refusal);
  await forget(session, result.value.uids);
  // RFC 7162 §3.2.7
  const code = session.qresync && result.value.uids.length > 0 ? `HIGHESTMODSEQ ${result.value.highestModSeq}` : undefined;
  return withLimitCode(session, done('EXPUNGE completed', code), limitCode);
}

/** Tells the client of messages this session itself took out of the mailbox, with all others that are known to be gone. */
export async function forget(session: ImapSession, uids: readonly Uid[]): Promise<void> {
  const { table, vanished } = session.opened;
  for (const row of table.rowsOfUids(Uint32Array.from(uids).sort())) vanished.add(table.uid(row));
  await announceVanished(session, session.opened);
  session.opened.stale = true;
}
