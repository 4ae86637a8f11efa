import { BadSyntax, type CommandReader } from './command-reader.ts';
import type { ImapLimits } from './limits.ts';
import { encodeString } from './wire-encoder.ts';

/** Octets `start` … `start + octets - 1` of a section. */
export interface Partial {
  readonly start: number;
  readonly octets: number;
}

export type PlainItem = (typeof plainItems)[number];

const plainItems = [
  'FLAGS',
  'UID',
  'INTERNALDATE',
  'RFC822.SIZE',
  'ENVELOPE',
  'BODY',
  'BODYSTRUCTURE',
  'MODSEQ',
  'EMAILID',
  'THREADID',
  'SAVEDATE',
] as const;

export interface SectionItem {
  readonly kind: 'section';
  /** What the response calls it: `BODY[TEXT]<0>`. */
  readonly label: string;
  /** As resolveSection takes it: '', 'HEADER', '1.2.MIME'; for HEADER.FIELDS the header to choose from. */
  readonly section: string;
  readonly fields: { readonly names: readonly string[]; readonly not: boolean } | null;
  readonly partial: Partial | null;
  readonly setsSeen: boolean;
}

export interface BinaryItem {
  readonly kind: 'binary' | 'binary-size';
  readonly label: string;
  readonly section: string;
  readonly partial: Partial | null;
  readonly setsSeen: boolean;
}

/** RFC 8970. Previews are cheap here, so that LAZY asks for the same. */
export interface PreviewItem {
  readonly kind: 'preview';
  readonly label: 'PREVIEW';
  readonly setsSeen: false;
}

/** What a FETCH asks for (RFC 9051 §6.4.5). */
export type FetchItem = { readonly kind: 'plain'; readonly name: PlainItem } | SectionItem | BinaryItem | PreviewItem;

const macros = new Map<string, readonly PlainItem[]>([
  ['ALL', ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE']],
  ['FAST', ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE']],
  ['FULL', ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY']],
]);

// RFC 3501 §6.4.5: the older names, still asked for by fetchmail and by rev1 clients.
const olderItems = new Map<string, { section: string; setsSeen: boolean }>([
  ['RFC822', { section: '', setsSeen: true }],
  ['RFC822.HEADER', { section: 'HEADER', setsSeen: false }],
  ['RFC822.TEXT', { section: 'TEXT', setsSeen: true }],
]);

export function readFetchItems(reader: CommandReader, limits: ImapLimits): FetchItem[] {
  if (reader.peek() === 0x28) {
    const items = reader.list(() => readItem(reader, reader.itemName(), limits), limits.fetchItemsMax);
    if (items.length === 0) throw new BadSyntax('Nothing to fetch');
    return eachOnce(items);
  }
  const name = reader.itemName();
  const macro = macros.get(name);
  return macro === undefined ? [readItem(reader, name, limits)] : macro.map((name) => ({ kind: 'plain', name }));
}

/** What is named twice is answered once: a response has one value for an item. `BODY[]` beside `BODY.PEEK[]` still sets \\Seen. */
function eachOnce(items: readonly FetchItem[]): FetchItem[] {
  const once = new Map<string, FetchItem>();
  for (const item of items) {
    const key = item.kind === 'plain' ? item.name : `${item.label} ${'partial' in item ? (item.partial?.octets ?? '') : ''}`;
    const known = once.get(key);
    if (known === undefined || (known.kind !== 'plain' && !known.setsSeen)) once.set(key, item);
  }
  return [...once.values()];
}

function readItem(reader: CommandReader, name: string, limits: ImapLimits): FetchItem {
  if (name.startsWith('BODY') && reader.peek() === 0x5b) return readBodySection(reader, name, limits);
  if (name === 'PREVIEW') {
    reader.phrase(' (LAZY)');
    return { kind: 'preview', label: 'PREVIEW', setsSeen: false };
  }
  if (name.startsWith('BINARY')) return readBinary(reader, name);
  const plain = plainItems.find((item) => item === name);
  if (plain !== undefined) return { kind: 'plain', name: plain };
  const older = olderItems.get(name);
  if (older === undefined) throw new BadSyntax('Unknown FETCH item');
  return { kind: 'section', label: name, fields: null, partial: null, ...older };
}

function readBodySection(reader: CommandReader, name: string, limits: ImapLimits): SectionItem {
  if (name !== 'BODY' && name !== 'BODY.PEEK') throw new BadSyntax('Unknown FETCH item');
  reader.expectChar(0x5b);
  const text = reader.peek() === 0x5d ? '' : reader.itemName();
  if (!/^(?:(?:[1-9]\d{0,9}\.)*[1-9]\d{0,9})?(?:(?:^|(?<=\d)\.)(?:HEADER(?:\.FIELDS(?:\.NOT)?)?|TEXT|(?<=\d\.)MIME))?$/.test(text))
    throw new BadSyntax('Malformed section');
  const isFiltered = /HEADER\.FIELDS(?:\.NOT)?$/.test(text);
  let fields: SectionItem['fields'] = null;
  if (isFiltered) {
    reader.expectSp();
    const names = reader.list(() => reader.textString(), limits.headerFieldsMax);
    if (names.length === 0) throw new BadSyntax('No header fields named');
    fields = { names, not: text.endsWith('.NOT') };
  }
  reader.expectChar(0x5d);
  const partial = readPartial(reader);
  const list = fields === null ? '' : ` (${fields.names.map(encodeFieldName).join(' ')})`;
  const label = `BODY[${text}${list}]${partial === null ? '' : `<${partial.start}>`}`;
  return { kind: 'section', label, section: text, fields, partial, setsSeen: name === 'BODY' };
}

function encodeFieldName(name: string): string {
  return /^[\x21-\x7e]+$/.test(name) && !/[(){%*"\\\]]/.test(name) ? name : encodeString(name);
}

function readBinary(reader: CommandReader, name: string): BinaryItem {
  if (!['BINARY', 'BINARY.PEEK', 'BINARY.SIZE'].includes(name)) throw new BadSyntax('Unknown FETCH item');
  reader.expectChar(0x5b);
  const section = reader.peek() === 0x5d ? '' : reader.itemName();
  if (!/^(?:(?:[1-9]\d{0,9}\.)*[1-9]\d{0,9})?$/.test(section)) throw new BadSyntax('Malformed section');
  reader.expectChar(0x5d);
  const isSize = name === 'BINARY.SIZE';
  const partial = isSize ? null : readPartial(reader);
  const label = `${isSize ? name : 'BINARY'}[${section}]${partial === null ? '' : `<${partial.start}>`}`;
  return { kind: isSize ? 'binary-size' : 'binary', label, section, partial, setsSeen: name === 'BINARY' };
}

function readPartial(reader: CommandReader): Partial | null {
  if (!reader.char(0x3c)) return null;
  const start = reader.number(Number.MAX_SAFE_INTEGER);
  reader.expectChar(0x2e);
  const octets = reader.number(Number.MAX_SAFE_INTEGER);
  if (octets === 0) throw new BadSyntax('A partial of no octets');
  reader.expectChar(0x3e);
  return { start, octets };
}
