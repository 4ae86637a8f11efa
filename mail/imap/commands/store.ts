import type { ModSeq, Uid } from '#kernel/ids.ts';
import { announceKeywords, writeFlags } from '../announce.ts';
import type { FlagSet } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done, no } from '../completion.ts';
import { slicesOf } from '../fetch-reading.ts';
import { readFlags } from '../flag-list.ts';
import { withinMessageLimit, withLimitCode } from '../message-limit.ts';
import { rowsOfSet } from '../message-set.ts';
import { formatNumberSet, type NumberSet, readNumberSet } from '../number-set.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { SelectedMailbox } from '../selected-mailbox.ts';
import type { ImapSession } from '../session.ts';

interface StoreInput {
  readonly set: NumberSet;
  readonly operation: 'set' | 'add' | 'remove';
  readonly flags: FlagSet;
  readonly silent: boolean;
  readonly unchangedSince: ModSeq | null;
}

const operations = new Map<string, StoreInput['operation']>([
  ['FLAGS', 'set'],
  ['+FLAGS', 'add'],
  ['-FLAGS', 'remove'],
]);

/** RFC 9051 §6.4.6; UNCHANGEDSINCE is RFC 7162 §3.1.3. */
export const store = storing('number');
export const uidStore = storing('uid');

function storing(by: 'uid' | 'number') {
  return defineCommand({
    state: 'selected',
    keepsNumbers: by === 'number',
    read: readStore,
    run: (session, input) => change(session, input, by),
  });
}

function readStore(reader: CommandReader, session: ImapSession): StoreInput {
  reader.expectSp();
  const set = readNumberSet(reader);
  reader.expectSp();
  let unchangedSince: ModSeq | null = null;
  if (reader.peek() === 0x28) {
    reader.list(() => {
      if (reader.word() !== 'UNCHANGEDSINCE') throw new BadSyntax('Unknown STORE modifier');
      reader.expectSp();
      unchangedSince = reader.modSeq() as ModSeq;
    }, 1);
    reader.expectSp();
  }
  const item = reader.word();
  const silent = item.endsWith('.SILENT');
  const operation = operations.get(silent ? item.slice(0, -7) : item);
  if (operation === undefined) throw new BadSyntax('Unknown STORE item');
  reader.expectSp();
  return { set, operation, flags: readFlags(reader, session.deps.limits), silent, unchangedSince };
}

async function change(session: ImapSession, input: StoreInput, by: 'uid' | 'number'): Promise<Completion> {
  const selected = session.opened;
  const { table, mailbox } = selected;
  if (mailbox.readOnly) return no('Mailbox is read-only', 'NOPERM');
  if (input.unchangedSince !== null) session.condstore = true;
  const limited = withinMessageLimit(session, selected, rowsOfSet(selected, input.set, by));
  const uids = limited.rows.map((row) => table.uid(row));
  if (uids.length === 0) return done('STORE completed');
  const modified: Uid[] = [];
  // Slice by slice: of all at once the store would hold the event loop, and its locks, for as long as a hundred thousand take.
  for (const slice of slicesOf(uids, session.deps.limits.storeSlice)) {
    const result = await mailbox.store(slice, { operation: input.operation, flags: input.flags }, input.unchangedSince);
    selected.stale = true;
    if (!result.ok) return refusalReply(result.refusal);
    for (const uid of result.value.modified) modified.push(uid);
    const changed = new Set(result.value.states.filter((state) => selected.applyState(state)).map((state) => state.uid));
    await tell(session, selected, { uids: slice, changed, modified: new Set(result.value.modified), silent: input.silent, by });
    await session.out.ready();
  }
  if (modified.length === 0) return withLimitCode(session, done('STORE completed'), limited.code);
  const numbers = by === 'uid' ? modified : modified.map((uid) => table.rowOf(uid) + 1).filter((number) => number > 0);
  return withLimitCode(session, done('Conditional STORE failed for some', `MODIFIED ${formatNumberSet(numbers)}`), limited.code);
}

interface Told {
  readonly uids: readonly Uid[];
  readonly changed: ReadonlySet<Uid>;
  readonly modified: ReadonlySet<Uid>;
  readonly silent: boolean;
  readonly by: 'uid' | 'number';
}

/**
 * The new flags of every message named, unless .SILENT; with CONDSTORE the new modseq of what changed even then (RFC 7162
 * §3.1.3).
 */
async function tell(session: ImapSession, selected: SelectedMailbox, told: Told): Promise<void> {
  if (told.silent && !session.condstore) return;
  announceKeywords(session, selected);
  for (const [at, uid] of told.uids.entries()) {
    if (told.modified.has(uid) || (told.silent && !told.changed.has(uid))) continue;
    writeFlags(session, selected, selected.table.rowOf(uid), { withUid: told.by === 'uid', silent: told.silent });
    if (at % 256 === 255) await session.out.ready();
  }
}
