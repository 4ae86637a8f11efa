import type { ModSeq, Uid } from '#kernel/ids.ts';
import { announceChanges, announceKeywords } from '../announce.ts';
import { flagBits, type MessageFacts } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done, no } from '../completion.ts';
import { type FetchItem, type PlainItem, readFetchItems } from '../fetch-items.ts';
import { fetchLasting } from '../fetch-lasting.ts';
import { groupsByOctets, inTurn, readAhead, slicesOf } from '../fetch-reading.ts';
import { extentNeeded, type PlannedMessage, planMessage, writeMessage } from '../fetch-response.ts';
import { itemRuns } from '../lasting-items.ts';
import { withinMessageLimit, withLimitCode } from '../message-limit.ts';
import { rowsOfSet } from '../message-set.ts';
import { type NumberSet, readNumberSet, star } from '../number-set.ts';
import { tellVanishedSince } from '../resynchronise.ts';
import { type PartialRange, placesOf, readPartialRange } from '../search-results.ts';
import type { SelectedMailbox } from '../selected-mailbox.ts';
import type { ImapSession } from '../session.ts';
import { withThreadIds } from '../thread-id.ts';

interface FetchInput {
  readonly set: NumberSet;
  readonly items: FetchItem[];
  readonly changedSince: ModSeq | null;
  readonly vanished: boolean;
  /** RFC 9394 §3.3: only this part of what the set names. */
  readonly partial: PartialRange | null;
}

/** RFC 9051 §6.4.5. */
export const fetch = fetching('number');
/** RFC 9051 §6.4.9. */
export const uidFetch = fetching('uid');

function fetching(by: 'uid' | 'number') {
  return defineCommand({
    state: 'selected',
    keepsNumbers: by === 'number',
    read: (reader, session) => readFetch(reader, session, by),
    run: (session, input) => answerQuietly(session, input, by),
  });
}

function readFetch(reader: CommandReader, session: ImapSession, by: 'uid' | 'number'): FetchInput {
  reader.expectSp();
  const set = readNumberSet(reader);
  reader.expectSp();
  const items = readFetchItems(reader, session.deps.limits);
  let changedSince: ModSeq | null = null;
  let vanished = false;
  let partial: PartialRange | null = null;
  if (reader.sp())
    reader.list(() => {
      const modifier = reader.word();
      if (modifier === 'CHANGEDSINCE') {
        reader.expectSp();
        changedSince = reader.modSeq() as ModSeq;
      } else if (modifier === 'PARTIAL' && by === 'uid') {
        reader.expectSp();
        partial = readPartialRange(reader);
      } else if (modifier === 'VANISHED') vanished = true;
      else throw new BadSyntax('Unknown FETCH modifier');
    }, 3);
  // RFC 7162 §3.2.6.
  if (vanished && (by !== 'uid' || changedSince === null || !session.qresync)) throw new BadSyntax('VANISHED needs QRESYNC and UID FETCH');
  return { set, items, changedSince, vanished, partial };
}

/**
 * New mail is not looked for while messages are fetched: Thunderbird (153 and before) takes no notice of an EXISTS among FETCH responses and
 * would learn of that message only with the next one. The IDLE or NOOP that follows tells it. Who asks for `*` polls for new mail: that
 * is told first (RFC 9051 §5.2 asks for updates that were observed).
 */
async function answerQuietly(session: ImapSession, input: FetchInput, by: 'uid' | 'number'): Promise<Completion> {
  if (input.set.kind === 'ranges' && input.set.ranges.some((range) => range.includes(star)))
    await announceChanges(session, { mayExpunge: false });
  return { ...(await answer(session, input, by)), leavesNews: true };
}

async function answer(session: ImapSession, input: FetchInput, by: 'uid' | 'number'): Promise<Completion> {
  const selected = session.opened;
  if (input.changedSince !== null || asksFor(input.items, 'MODSEQ')) session.condstore = true;
  const items = completeItems(session, input, by);
  let rows = rowsOfSet(selected, input.set, by);
  const { changedSince } = input;
  if (changedSince !== null) {
    if (input.vanished) await tellVanishedSince(session, changedSince, input.set);
    rows = rows.filter((row) => selected.table.modSeq(row) > changedSince);
  }
  if (input.partial !== null) rows = rows.slice(...placesOf(rows.length, input.partial));
  const limited = withinMessageLimit(session, selected, rows);
  const runs = itemRuns(items);
  const outcome: Outcome =
    runs === null
      ? await fetchWithFacts(session, selected, items, limited.rows)
      : { ...(await fetchLasting(session, selected, items, runs, limited.rows)), unknownEncoding: false };
  if (outcome.unknownEncoding) return no('A part has an unknown transfer encoding', 'UNKNOWN-CTE');
  if (outcome.missing && by === 'number') return no('Some of the messages no longer exist', 'EXPUNGEISSUED');
  return withLimitCode(session, done('FETCH completed'), limited.code);
}

/** UID is always told by UID FETCH; MODSEQ with CHANGEDSINCE (RFC 7162 §3.1.4.1), and UID with QRESYNC. */
function completeItems(session: ImapSession, input: FetchInput, by: 'uid' | 'number'): FetchItem[] {
  const items = [...input.items];
  if ((by === 'uid' || session.qresync) && !asksFor(items, 'UID')) items.unshift({ kind: 'plain', name: 'UID' });
  if (input.changedSince !== null && !asksFor(items, 'MODSEQ')) items.push({ kind: 'plain', name: 'MODSEQ' });
  return items;
}

function asksFor(items: readonly FetchItem[], name: PlainItem): boolean {
  return items.some((item) => item.kind === 'plain' && item.name === name);
}

interface Outcome {
  missing: boolean;
  unknownEncoding: boolean;
}

async function fetchWithFacts(
  session: ImapSession,
  selected: SelectedMailbox,
  items: FetchItem[],
  rows: readonly number[],
): Promise<Outcome> {
  const { factsSlice } = session.deps.limits;
  const setsSeen = !selected.mailbox.readOnly && items.some((item) => item.kind !== 'plain' && item.setsSeen);
  const outcome: Outcome = { missing: false, unknownEncoding: false };
  const extent = extentNeeded(items);
  const { mailbox, table } = selected;
  const read = async (slice: readonly number[]) => {
    const uids = slice.map((row) => table.uid(row));
    const facts = await mailbox.facts(uids, extent);
    return asksFor(items, 'THREADID') ? withThreadIds(mailbox, facts) : facts;
  };
  await inTurn(slicesOf(rows, factsSlice), read, async (slice, facts) => {
    const nowSeen = setsSeen ? await markSeen(session, selected, slice) : null;
    await writeSlice(session, selected, { items, slice, facts, nowSeen, outcome });
  });
  return outcome;
}

interface Slice {
  readonly items: readonly FetchItem[];
  readonly slice: readonly number[];
  readonly facts: Map<Uid, MessageFacts>;
  /** Rows that became \Seen by this FETCH: their FLAGS are told with it (RFC 9051 §6.4.5). */
  readonly nowSeen: ReadonlySet<number> | null;
  readonly outcome: Outcome;
}

async function writeSlice(session: ImapSession, selected: SelectedMailbox, input: Slice): Promise<void> {
  const { limits } = session.deps;
  const read = (group: readonly PlannedMessage[]) => readAhead(selected, group, limits.bodyChunkOctets);
  await inTurn(groupsByOctets(planned(selected, input), limits, limits.bodyChunkOctets), read, async (group) => {
    for (const message of group) {
      await writeMessage(session, selected, itemsFor(session, input, message.row), message);
      message.octets.clear();
      await session.out.ready();
    }
  });
}

/** The messages of a slice, their sections looked up. */
function planned(selected: SelectedMailbox, { items, slice, facts, outcome }: Slice): PlannedMessage[] {
  return slice.flatMap((row) => {
    const found = facts.get(selected.table.uid(row));
    if (found === undefined) {
      outcome.missing = true;
      return [];
    }
    const message = planMessage(items, row, found);
    if (message.sources.includes('unknown-encoding')) outcome.unknownEncoding = true;
    return [message];
  });
}

function itemsFor(session: ImapSession, input: Slice, row: number): readonly FetchItem[] {
  if (input.nowSeen?.has(row) !== true) return input.items;
  const extra: FetchItem[] = [];
  if (!asksFor(input.items, 'FLAGS')) extra.push({ kind: 'plain', name: 'FLAGS' });
  if (session.condstore && !asksFor(input.items, 'MODSEQ')) extra.push({ kind: 'plain', name: 'MODSEQ' });
  return extra.length === 0 ? input.items : [...input.items, ...extra];
}

async function markSeen(session: ImapSession, selected: SelectedMailbox, slice: readonly number[]): Promise<Set<number>> {
  const { table, mailbox } = selected;
  const unseen = slice.filter((row) => (table.bits(row) & flagBits['\\Seen']) === 0);
  if (unseen.length === 0) return new Set();
  const uids = unseen.map((row) => table.uid(row));
  const result = await mailbox.store(uids, { operation: 'add', flags: { bits: flagBits['\\Seen'], keywords: [] } }, null);
  // Who may read but not mark (a delegate without that right) still reads.
  if (!result.ok) return new Set();
  const changed = result.value.states.filter((state) => selected.applyState(state));
  announceKeywords(session, selected);
  return new Set(changed.map((state) => table.rowOf(state.uid)));
}
