import type { FactsExtent, MessageFacts } from './backend.ts';
import type { FetchItem, PlainItem } from './fetch-items.ts';
import { fetchLineStart } from './fetch-line.ts';
import { binarySource, type OctetRange, type SectionSource, sectionSource } from './message-sections.ts';
import { previewSource } from './preview.ts';
import { flagsText } from './recent-flag.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';
import type { ImapSession } from './session.ts';
import { encodeDateTime } from './wire-encoder.ts';

const immediateItems = new Set<PlainItem>(['FLAGS', 'UID', 'MODSEQ']);

const withoutContent = new Set<PlainItem>([...immediateItems, 'INTERNALDATE', 'RFC822.SIZE', 'EMAILID', 'THREADID', 'SAVEDATE']);

/** What an answer needs to know: lists of messages nothing of their parts, whole messages nothing of what is in them. */
export function extentNeeded(items: readonly FetchItem[]): FactsExtent {
  const others = items.filter((item) =>
    item.kind === 'plain' ? !withoutContent.has(item.name) : item.kind !== 'section' || item.section !== '',
  );
  if (others.length === 0) return 'size';
  return others.every((item) => item.kind === 'plain' && item.name === 'ENVELOPE') ? 'list' : 'all';
}

/** A message whose sections have been looked up; `octets` holds those that were read ahead. */
export interface PlannedMessage {
  readonly row: number;
  readonly facts: MessageFacts;
  readonly sources: readonly (SectionSource | 'unknown-encoding' | null)[];
  readonly octets: Map<string, Buffer>;
}

export function planMessage(items: readonly FetchItem[], row: number, facts: MessageFacts): PlannedMessage {
  const sources = items.map((item) => {
    if (item.kind === 'plain') return null;
    if (item.kind === 'preview') return previewSource(facts);
    return item.kind === 'section' ? sectionSource(item, facts) : binarySource(item, facts);
  });
  return { row, facts, sources, octets: new Map() };
}

/** The stretches worth reading ahead, each once: what must be made of octets, and what is small. */
export function rangesToRead(planned: PlannedMessage, wholeOctetsMax: number): OctetRange[] {
  const ranges = new Map<string, OctetRange>();
  for (const source of planned.sources) {
    if (source === null || source === 'unknown-encoding' || source.kind === 'size') continue;
    const { range } = source;
    if (source.kind === 'made' || range.end - range.start <= wholeOctetsMax) ranges.set(rangeKey(range), range);
  }
  return [...ranges.values()];
}

export function rangeKey(range: OctetRange): string {
  return `${range.start}:${range.end}`;
}

function immediateValue(session: ImapSession, selected: SelectedMailbox, name: PlainItem, row: number): string {
  const { table } = selected;
  if (name === 'UID') return `UID ${table.uid(row)}`;
  if (name === 'MODSEQ') return `MODSEQ (${table.modSeq(row)})`;
  return `FLAGS ${flagsText(session, selected, row)}`;
}

export async function writeMessage(
  session: ImapSession,
  selected: SelectedMailbox,
  items: readonly FetchItem[],
  planned: PlannedMessage,
): Promise<void> {
  const { out } = session;
  out.text(fetchLineStart(session, selected, planned.row));
  for (const [at, item] of items.entries()) {
    if (at > 0) out.text(' ');
    if (item.kind === 'plain') writePlain(session, selected, item.name, planned);
    else await writeSection(session, selected, item, planned, planned.sources[at]!);
    if (at % 4 === 3) await out.ready(); // a hundred lists of fields of a large header take their time
  }
  out.text(')\r\n');
}

function writePlain(session: ImapSession, selected: SelectedMailbox, name: PlainItem, { row, facts }: PlannedMessage): void {
  const { out } = session;
  if (immediateItems.has(name)) {
    out.text(immediateValue(session, selected, name, row));
    return;
  }
  const value = serialisedItem(name, facts);
  out.text(`${name} `);
  if (typeof value === 'string') out.text(value);
  else out.octets(value);
}

/** What facts say for an item, as it stands after the item's name. */
export function serialisedItem(name: PlainItem, facts: MessageFacts): string | Buffer {
  switch (name) {
    case 'ENVELOPE':
      return facts.envelope;
    case 'BODYSTRUCTURE':
      return facts.bodyStructure;
    case 'BODY':
      return facts.body;
    case 'INTERNALDATE':
      return encodeDateTime(facts.internalDate);
    case 'RFC822.SIZE':
      return `${facts.sizeOctets}`;
    case 'EMAILID':
      return `(${facts.emailId})`;
    case 'THREADID':
      return facts.threadId === undefined ? 'NIL' : `(${facts.threadId})`;
    case 'SAVEDATE':
      return encodeDateTime(facts.savedDate);
    default:
      throw new Error(`${name} is no fact of a message`);
  }
}

async function writeSection(
  session: ImapSession,
  selected: SelectedMailbox,
  item: Exclude<FetchItem, { kind: 'plain' }>,
  planned: PlannedMessage,
  source: SectionSource | 'unknown-encoding' | null,
): Promise<void> {
  const { out } = session;
  out.text(`${item.label} `);
  if (source === null || source === 'unknown-encoding') {
    // RFC 9051 §6.4.5: a section that is not there is NIL; a size of nothing is 0. RFC 8970 §3.1: without text a preview is empty.
    out.text({ 'binary-size': '0', preview: '""', section: 'NIL', binary: 'NIL' }[item.kind]);
    return;
  }
  if (source.kind === 'size') {
    out.text(`${source.octets}`);
    return;
  }
  const ahead = planned.octets.get(rangeKey(source.range));
  if (source.kind === 'made') {
    const made = source.make(ahead ?? (await readExactly(selected, planned, source.range)));
    if (item.kind === 'binary-size') out.text(`${made.length}`);
    else writeLiteral(session, item, made);
    return;
  }
  if (ahead !== undefined) writeLiteral(session, item, ahead);
  else {
    if (item.kind === 'binary') out.text('~');
    await streamLiteral(session, selected, planned, source.range);
  }
}

/**
 * BINARY with NUL goes as literal8 (RFC 3516 §4.3). BODY stays a literal whatever it holds. NUL is only in a message that a client appended
 * as literal8: RFC 3516 §6 would have such parts shown as base64, as Dovecot and Cyrus store them, and in the same breath warns that this
 * breaks signatures. Octets come back here as they came; clients count a literal's octets, and `~` is what those that know no BINARY stumble over.
 */
function writeLiteral(session: ImapSession, item: FetchItem, octets: Buffer): void {
  if (item.kind === 'binary' && octets.includes(0)) session.out.text('~');
  session.out.beginLiteral(octets.length);
  session.out.literalPiece(octets);
}

/** Large sections go out as they are read: never more of a message in memory than one piece and what the socket holds. */
async function streamLiteral(session: ImapSession, selected: SelectedMailbox, planned: PlannedMessage, range: OctetRange): Promise<void> {
  const { out } = session;
  const pieceOctets = session.deps.limits.bodyChunkOctets;
  out.beginLiteral(range.end - range.start);
  for (let start = range.start; start < range.end; start += pieceOctets) {
    await out.ready();
    out.literalPiece(await readExactly(selected, planned, { start, end: Math.min(start + pieceOctets, range.end) }));
  }
}

async function readExactly(selected: SelectedMailbox, planned: PlannedMessage, range: OctetRange): Promise<Buffer> {
  const octets = await selected.mailbox.read(planned.facts.uid, range.start, range.end);
  if (octets.length !== range.end - range.start)
    throw new Error(`message ${planned.facts.uid} gave ${octets.length} octets of ${rangeKey(range)}`);
  return octets;
}
