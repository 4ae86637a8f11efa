import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Uid } from '#kernel/ids.ts';
import type { TextPiece } from '#mail/mime/search-text.ts';
import type { MessageFacts } from './backend.ts';
import { isFactField } from './fact-fields.ts';
import { askIndex, type IndexedText, type IndexedTexts } from './indexed-texts.ts';
import { rowsOfSet } from './message-set.ts';
import { messageText, messageTextPieces } from './message-texts.ts';
import { isInRanges, type RowRanges, rangesOfRows } from './row-ranges.ts';
import type { MessageText } from './search-cache.ts';
import { type ColumnName, type ColumnValue, columnAsked, holdsInColumn } from './search-columns.ts';
import type { SearchKey } from './search-keys.ts';
import { SearchProgress } from './search-progress.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { resolveThreadIds } from './thread-id.ts';

/** Rows of one slice of the mailbox, and what has been learnt of their messages so far. */
interface Slice {
  readonly session: ImapSession;
  readonly selected: SelectedMailbox;
  readonly now: number;
  /** Sets are resolved once for the whole mailbox. */
  readonly sets: ReadonlyMap<SearchKey, RowRanges>;
  readonly indexed: IndexedTexts;
  readonly progress: SearchProgress;
  /** By UID. */
  readonly columns: Map<ColumnName, ReadonlyMap<number, ColumnValue>>;
  /** By row; of messages that are gone there is none. */
  readonly texts: Map<number, MessageText>;
}

/** Rows that match, ascending. Goes through the mailbox slice by slice, in each from the cheapest question to the dearest. */
export async function matchingRows(session: ImapSession, selected: SelectedMailbox, asked: SearchKey, tag: string): Promise<number[]> {
  const key = await resolveThreadIds(selected, asked);
  const sets = new Map<SearchKey, RowRanges>();
  resolveSets(selected, key, sets, rangesOfRows(rowsOfSet(selected, { kind: 'saved' }, 'uid')));
  const matched: number[] = [];
  const now = Date.now();
  const { length } = selected.table;
  const progress = new SearchProgress(session, tag, length);
  const indexed = await askIndex(session, selected, key, progress);
  const sliceRows = costOf(key, indexed) > 1 ? session.deps.limits.factsSlice : session.deps.limits.searchedSlice;
  for (let first = 0; first < length; first += sliceRows) {
    const rows = Array.from({ length: Math.min(sliceRows, length - first) }, (_, at) => first + at);
    const slice: Slice = { session, selected, now, sets, indexed, progress, columns: new Map(), texts: new Map() };
    matched.push(...(await narrow(slice, key, rows)));
    await progress.reached(first + rows.length);
    await session.out.ready();
  }
  return matched;
}

/** As stretches of rows: a thousand sets that name all of a large mailbox would fill the memory one by one. */
function resolveSets(selected: SelectedMailbox, key: SearchKey, sets: Map<SearchKey, RowRanges>, saved: RowRanges): void {
  // In a search a number that no message has matches nothing.
  if (key.kind === 'set') sets.set(key, key.set.kind === 'saved' ? saved : selected.table.rowRangesOf(key.set, key.by));
  else if (key.kind === 'and' || key.kind === 'or') for (const each of key.keys) resolveSets(selected, each, sets, saved);
  else if (key.kind === 'not') resolveSets(selected, key.key, sets, saved);
}

/** 0: the session's own table, or what the index answered; 1: facts; 2: octets. */
function costOf(key: SearchKey, indexed: IndexedTexts): number {
  switch (key.kind) {
    case 'and':
    case 'or':
      return Math.max(...key.keys.map((each) => costOf(each, indexed)));
    case 'not':
      return costOf(key.key, indexed);
    case 'size':
    case 'date':
    case 'within':
    case 'email-id':
      return 1;
    case 'header':
      // RFC 9051 §6.4.4: an empty text asks whether the field is there, which facts do not tell for certain.
      return isFactField(key.name) && key.text !== '' ? 1 : (indexed.get(key)?.cost ?? 2);
    case 'body':
    case 'text':
      return indexed.get(key)?.cost ?? 2;
    default:
      return 0;
  }
}

/** Those of `rows` for which the key holds. */
async function narrow(slice: Slice, key: SearchKey, rows: readonly number[]): Promise<readonly number[]> {
  if (rows.length === 0) return rows;
  await slice.session.out.ready(); // of a thousand keys each costs little
  if (key.kind === 'and') {
    let left = rows;
    for (const each of byCost(key.keys, slice.indexed)) left = await narrow(slice, each, left);
    return left;
  }
  if (key.kind === 'or') {
    const [one, other] = byCost(key.keys, slice.indexed) as [SearchKey, SearchKey];
    const first = new Set(await narrow(slice, one, rows));
    const rest = rows.filter((row) => !first.has(row));
    const second = new Set(await narrow(slice, other, rest));
    return rows.filter((row) => first.has(row) || second.has(row));
  }
  if (key.kind === 'not') {
    const held = new Set(await narrow(slice, key.key, rows));
    const others = rows.filter((row) => !held.has(row));
    // A message that is gone matches nothing, not even NOT.
    return costOf(key, slice.indexed) < 1 ? others : presentOf(slice, others);
  }
  const answer = slice.indexed.get(key);
  if (answer !== undefined) return narrowByIndex(slice, key, rows, answer);
  const cost = costOf(key, slice.indexed);
  if (cost === 0) return rows.filter((row) => holdsInTable(slice, key, row));
  if (cost > 1) return scan(slice, key, rows);
  const column = await loadColumn(slice, columnAsked(key), rows);
  return rows.filter((row) => {
    const value = column.get(slice.selected.table.uid(row));
    return value !== undefined && holdsInColumn(key, value, slice.now);
  });
}

/** Those that are still there. */
async function presentOf(slice: Slice, rows: readonly number[]): Promise<number[]> {
  const column = await loadColumn(slice, 'size', rows);
  return rows.filter((row) => column.has(slice.selected.table.uid(row)));
}

/** What the index found, and of what it does not know what the key holds for. */
async function narrowByIndex(slice: Slice, key: SearchKey, rows: readonly number[], { matched, unknown }: IndexedText) {
  const { table } = slice.selected;
  const unread = rows.filter((row) => unknown.has(table.uid(row)) && !matched.has(table.uid(row)));
  const scanned = new Set(unread.length === 0 ? [] : await scan(slice, key, unread));
  return rows.filter((row) => matched.has(table.uid(row)) || scanned.has(row));
}

async function scan(slice: Slice, key: SearchKey, rows: readonly number[]): Promise<number[]> {
  await loadTexts(slice, rows);
  return rows.filter((row) => {
    const text = slice.texts.get(row);
    return text !== undefined && holdsInText(key, text);
  });
}

function byCost(keys: readonly SearchKey[], indexed: IndexedTexts): SearchKey[] {
  return [...keys].sort((one, other) => costOf(one, indexed) - costOf(other, indexed));
}

function holdsInTable({ selected, sets }: Slice, key: SearchKey, row: number): boolean {
  const { table } = selected;
  switch (key.kind) {
    case 'all':
      return true;
    case 'flag':
      return (table.bits(row) & key.bit) !== 0;
    case 'recent':
      return selected.recent.has(table.uid(row));
    case 'keyword':
      return table.flags.hasKeyword(table.flagId(row), key.keyword);
    case 'set':
      return isInRanges(sets.get(key)!, row);
    case 'mod-seq':
      return table.modSeq(row) >= key.modSeq;
    default:
      return false;
  }
}

/** What is known of these rows at least. */
async function loadColumn(slice: Slice, name: ColumnName, rows: readonly number[]): Promise<ReadonlyMap<number, ColumnValue>> {
  const { table, mailbox } = slice.selected;
  const known = slice.columns.get(name) ?? new Map<number, ColumnValue>();
  const missing = rows.map((row) => table.uid(row)).filter((uid) => !known.has(uid));
  if (missing.length === 0) return known;
  const found = await slice.session.deps.searchCache.column(mailbox, name, missing, () => slice.session.out.ready());
  const column = known.size === 0 ? found : new Map([...known, ...found]);
  slice.columns.set(name, column);
  return column;
}

function holdsInText(key: SearchKey, { header, body }: MessageText): boolean {
  if (key.kind === 'header') {
    const start = `${key.name}: `;
    return header.split('\n').some((field) => field.startsWith(start) && field.includes(key.text, start.length));
  }
  if (key.kind === 'text' && header.includes(key.text)) return true;
  return (key.kind === 'text' || key.kind === 'body') && body.includes(key.text);
}

interface Reading {
  readonly row: number;
  readonly facts: MessageFacts;
  readonly pieces: readonly TextPiece[];
}

/** The texts of these rows: what was kept, else read in groups, so that the store answers many in one round. */
async function loadTexts(slice: Slice, rows: readonly number[]): Promise<void> {
  const { session, selected } = slice;
  const { limits, searchCache } = session.deps;
  const missing: number[] = [];
  for (const row of rows) {
    if (slice.texts.has(row)) continue;
    const kept = searchCache.text(selected.mailbox, selected.table.uid(row));
    if (kept === undefined) missing.push(row);
    else slice.texts.set(row, kept);
  }
  if (missing.length === 0) return;
  const facts = await selected.mailbox.facts(missing.map((row) => selected.table.uid(row)));
  let group: Reading[] = [];
  let octets = 0;
  for (const row of missing) {
    const found = facts.get(selected.table.uid(row));
    if (found === undefined) continue;
    const pieces = messageTextPieces(found);
    group.push({ row, facts: found, pieces });
    octets += pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0);
    if (octets < limits.readAheadOctets) continue;
    await readTexts(slice, group);
    group = [];
    octets = 0;
  }
  await readTexts(slice, group);
}

async function readTexts(slice: Slice, group: readonly Reading[]): Promise<void> {
  if (group.length === 0) return;
  const { session, selected } = slice;
  const { mailbox, table } = selected;
  const requests = group.flatMap(({ facts, pieces }) => pieces.map(({ start, end }) => ({ uid: facts.uid, start, end })));
  const octets = await (mailbox.readMany?.(requests) ?? Promise.all(requests.map(({ uid, start, end }) => mailbox.read(uid, start, end))));
  let at = 0;
  for (const { row, facts, pieces } of group) {
    const text = await messageText(facts, pieces, octets.slice(at, at + pieces.length), () => session.out.ready());
    at += pieces.length;
    slice.texts.set(row, text);
    session.deps.searchCache.keepText(mailbox, table.uid(row) as Uid, text);
    await slice.progress.reached(row);
    await session.out.ready();
  }
  await nextTurn();
}
