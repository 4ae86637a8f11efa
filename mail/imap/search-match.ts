import { vietnamDay } from '#kernel/vietnam-time.ts';
import { decodeCharset } from '#mail/mime/charset.ts';
import type { PartFacts } from '#mail/mime/content-facts.ts';
import { decodeEncodedWords } from '#mail/mime/encoded-word.ts';
import { headerFields } from '#mail/mime/header-fields.ts';
import { decodeTransferEncoding } from '#mail/mime/transfer-encoding.ts';
import type { MessageFacts } from './backend.ts';
import { rowsOfSet } from './message-set.ts';
import { foldText, type SearchKey } from './search-keys.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';

/** Rows of one slice of the mailbox, and what has been read of their messages so far. */
interface Slice {
  readonly session: ImapSession;
  readonly selected: SelectedMailbox;
  readonly now: number;
  /** Sets are resolved once for the whole mailbox. */
  readonly sets: ReadonlyMap<SearchKey, ReadonlySet<number>>;
  readonly facts: Map<number, MessageFacts>;
  readonly headers: Map<number, readonly { name: string; text: string }[]>;
}

/** Rows that match, ascending. Goes through the mailbox slice by slice, in each from the cheapest question to the dearest. */
export async function matchingRows(session: ImapSession, selected: SelectedMailbox, key: SearchKey): Promise<number[]> {
  const sets = new Map<SearchKey, ReadonlySet<number>>();
  resolveSets(selected, key, sets);
  const matched: number[] = [];
  const now = Date.now();
  const sliceRows = costOf(key) === 0 ? 4_096 : session.deps.limits.factsSlice;
  for (let first = 0; first < selected.table.length; first += sliceRows) {
    const rows = Array.from({ length: Math.min(sliceRows, selected.table.length - first) }, (_, at) => first + at);
    const slice: Slice = { session, selected, now, sets, facts: new Map(), headers: new Map() };
    matched.push(...(await narrow(slice, key, rows)));
    await session.out.ready();
  }
  return matched;
}

function resolveSets(selected: SelectedMailbox, key: SearchKey, sets: Map<SearchKey, ReadonlySet<number>>): void {
  if (key.kind === 'set') {
    // In a search a number that no message has matches nothing.
    const rows = key.set.kind === 'saved' ? rowsOfSet(selected, key.set, 'uid') : selected.table.rowsOf(key.set, key.by);
    sets.set(key, new Set(rows));
  } else if (key.kind === 'and' || key.kind === 'or') for (const each of key.keys) resolveSets(selected, each, sets);
  else if (key.kind === 'not') resolveSets(selected, key.key, sets);
}

/** 0: the session's own table; 1: facts; 2: the header; 3: the body. */
function costOf(key: SearchKey): number {
  switch (key.kind) {
    case 'and':
    case 'or':
      return Math.max(...key.keys.map(costOf));
    case 'not':
      return costOf(key.key);
    case 'size':
    case 'date':
    case 'within':
    case 'email-id':
      return 1;
    case 'header':
      return key.name === 'subject' ? 1 : 2;
    case 'body':
    case 'text':
      return 3;
    default:
      return 0;
  }
}

/** Those of `rows` for which the key holds. */
async function narrow(slice: Slice, key: SearchKey, rows: readonly number[]): Promise<readonly number[]> {
  if (rows.length === 0) return rows;
  if (key.kind === 'and') {
    let left = rows;
    for (const each of [...key.keys].sort((one, other) => costOf(one) - costOf(other))) left = await narrow(slice, each, left);
    return left;
  }
  if (key.kind === 'or') {
    const [one, other] = [...key.keys].sort((one, other) => costOf(one) - costOf(other)) as [SearchKey, SearchKey];
    const first = new Set(await narrow(slice, one, rows));
    const second = new Set(
      await narrow(
        slice,
        other,
        rows.filter((row) => !first.has(row)),
      ),
    );
    return rows.filter((row) => first.has(row) || second.has(row));
  }
  if (key.kind === 'not') {
    const held = new Set(await narrow(slice, key.key, rows));
    // A message whose facts cannot be had is gone, and matches nothing, not even NOT.
    return rows.filter((row) => !held.has(row) && (costOf(key) === 0 || slice.facts.has(row)));
  }
  const cost = costOf(key);
  if (cost === 0) return rows.filter((row) => holdsInTable(slice, key, row));
  await loadFacts(slice, rows);
  const present = rows.filter((row) => slice.facts.has(row));
  if (cost === 1) return present.filter((row) => holdsInFacts(slice, key, slice.facts.get(row)!));
  const found: number[] = [];
  for (const row of present) {
    if (await holdsInOctets(slice, key, row)) found.push(row);
    await slice.session.out.ready();
  }
  return found;
}

function holdsInTable({ selected, sets }: Slice, key: SearchKey, row: number): boolean {
  const { table } = selected;
  switch (key.kind) {
    case 'all':
      return true;
    case 'flag':
      return (table.bits(row) & key.bit) !== 0;
    case 'keyword':
      return table.flags.hasKeyword(table.flagId(row), key.keyword);
    case 'set':
      return sets.get(key)!.has(row);
    case 'mod-seq':
      return table.modSeq(row) >= key.modSeq;
    default:
      return false;
  }
}

async function loadFacts(slice: Slice, rows: readonly number[]): Promise<void> {
  const { table, mailbox } = slice.selected;
  const wanted = rows.filter((row) => !slice.facts.has(row));
  if (wanted.length === 0) return;
  const facts = await mailbox.facts(wanted.map((row) => table.uid(row)));
  for (const row of wanted) {
    const found = facts.get(table.uid(row));
    if (found !== undefined) slice.facts.set(row, found);
  }
}

function holdsInFacts(slice: Slice, key: SearchKey, facts: MessageFacts): boolean {
  switch (key.kind) {
    case 'size':
      return key.than === 'larger' ? facts.sizeOctets > key.octets : facts.sizeOctets < key.octets;
    case 'date':
      return holdsOnDay(key, { internal: facts.internalDate, sent: facts.sentAt, saved: facts.savedDate }[key.field]);
    case 'within': {
      const ageMs = slice.now - facts.internalDate.getTime();
      return key.than === 'older' ? ageMs >= key.seconds * 1000 : ageMs < key.seconds * 1000;
    }
    case 'email-id':
      return facts.emailId === key.id;
    case 'header':
      return foldText(facts.subject).includes(key.text);
    default:
      return false;
  }
}

function holdsOnDay(key: Extract<SearchKey, { kind: 'date' }>, date: Date | null): boolean {
  if (date === null) return false;
  const day = vietnamDay(date);
  if (key.compare === 'on') return day === key.day;
  return key.compare === 'before' ? day < key.day : day >= key.day;
}

async function holdsInOctets(slice: Slice, key: SearchKey, row: number): Promise<boolean> {
  if (key.kind === 'header') {
    const fields = await headersOf(slice, row);
    // RFC 9051 §6.4.4: an empty text asks whether the field is there.
    return fields.some((field) => field.name === key.name && field.text.includes(key.text));
  }
  if (key.kind === 'text') {
    const fields = await headersOf(slice, row);
    if (fields.some((field) => `${field.name}: ${field.text}`.includes(key.text))) return true;
  }
  return key.kind === 'text' || key.kind === 'body' ? holdsInBody(slice, key.text, row) : false;
}

async function headersOf(slice: Slice, row: number): Promise<readonly { name: string; text: string }[]> {
  const known = slice.headers.get(row);
  if (known !== undefined) return known;
  const facts = slice.facts.get(row)!;
  const octets = await slice.selected.mailbox.read(facts.uid, 0, facts.prefixOctets + facts.headerOctets);
  const fields = headerFields(octets).map(({ name, value }) => ({ name: name.toLowerCase(), text: foldText(decodeEncodedWords(value)) }));
  slice.headers.set(row, fields);
  return fields;
}

/** Texts and attached messages' headers, decoded; file names of attachments. */
async function holdsInBody(slice: Slice, text: string, row: number): Promise<boolean> {
  const facts = slice.facts.get(row)!;
  for (const part of facts.parts) {
    if (part.filename !== null && foldText(part.filename).includes(text)) return true;
    if (part.type === 'text' && foldText(await decodedText(slice, facts, part)).includes(text)) return true;
    const holder = part.parent >= 0 ? facts.parts[part.parent] : undefined;
    if (holder?.isMessage === true && foldText(await innerHeader(slice, facts, part)).includes(text)) return true;
  }
  return false;
}

async function decodedText(slice: Slice, facts: MessageFacts, part: PartFacts): Promise<string> {
  const octets = await readPart(slice, facts, part.bodyStart, part.end);
  const charset = part.parameters.find(([name]) => name === 'charset')?.[1] ?? null;
  return decodeCharset(decodeTransferEncoding(octets, part.encoding), charset);
}

async function innerHeader(slice: Slice, facts: MessageFacts, part: PartFacts): Promise<string> {
  const octets = await readPart(slice, facts, part.headerStart, part.bodyStart);
  return headerFields(octets)
    .map(({ name, value }) => `${name}: ${decodeEncodedWords(value)}`)
    .join('\n');
}

function readPart(slice: Slice, facts: MessageFacts, start: number, end: number): Promise<Buffer> {
  const last = Math.min(end, start + slice.session.deps.limits.searchPartOctetsMax);
  return slice.selected.mailbox.read(facts.uid, facts.prefixOctets + start, facts.prefixOctets + last);
}
