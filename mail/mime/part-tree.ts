import type { Defect } from './defect.ts';
import { boundaryOctetsMax, nestingMax, partsMax } from './limits.ts';
import { countLines } from './line-counts.ts';
import { joinContinuations, type ParameterisedValue, parseParameterisedValue, type RawParameter } from './parameters.ts';
import { readPartHeader } from './part-header.ts';
import { numberSections } from './section-numbers.ts';
import { trimBlanks } from './white-space.ts';

/** A part as the scan knows it. Texts are header octets, one per character, unfolded and not decoded. */
export interface ScannedPart {
  section: string;
  /** Index of the multipart or message that holds this part; -1 for the root. */
  readonly parent: number;
  readonly children: number[];
  readonly headerStart: number;
  readonly bodyStart: number;
  end: number;
  type: string;
  subtype: string;
  /** With continuations joined, not decoded. */
  typeParameters: RawParameter[];
  readonly encoding: string;
  readonly disposition: { readonly value: string; readonly parameters: RawParameter[] } | null;
  readonly values: ReadonlyMap<string, string>;
  /** Of text and message parts; 0 of others. */
  lines: number;
  /** A message/rfc822 (or message/global) whose only child is the root of the message inside. */
  readonly isMessage: boolean;
}

interface Scan {
  readonly content: Buffer;
  readonly parts: ScannedPart[];
  /** Indexes of the parts not yet ended, innermost last. */
  readonly open: number[];
  /** Boundaries in force, to the place of their multipart in `open`; an inner one hides an outer one of the same name. */
  readonly boundaries: Map<string, number[]>;
  readonly boundaryOf: Map<number, string>;
  readonly defects: Set<Defect>;
}

interface Delimiter {
  readonly lineStart: number;
  readonly lineEnd: number;
  /** Place of its multipart in `open`. */
  readonly level: number;
  readonly boundary: string;
  readonly closes: boolean;
}

export interface PartTree {
  /** In pre-order; [0] is the message itself. */
  readonly parts: ScannedPart[];
  readonly defects: Set<Defect>;
}

/**
 * Finds the parts of a message in one pass (RFC 2046 §5.1): every octet is looked at a fixed number of times, however parts nest,
 * because lines that may be delimiters are found by one search and looked up among all boundaries in force.
 */
export function scanParts(content: Buffer): PartTree {
  const scan: Scan = { content, parts: [], open: [], boundaries: new Map(), boundaryOf: new Map(), defects: new Set() };
  let at = openParts(scan, 0, -1);
  while (scan.boundaries.size > 0) {
    const delimiter = nextDelimiter(scan, at);
    if (delimiter === null) {
      scan.defects.add('unterminated-multipart');
      break;
    }
    if (!delimiter.closes && scan.parts.length >= partsMax) {
      scan.defects.add('too-many-parts');
      break; // the part read last keeps the rest
    }
    endParts(scan, delimiter.level + 1, delimiter.lineStart);
    at = delimiter.lineEnd;
    if (delimiter.closes) forgetBoundary(scan, scan.open[delimiter.level]!);
    else at = openParts(scan, at, scan.open[delimiter.level]!);
  }
  endParts(scan, 0, content.length + 1);
  demoteEmptyMultiparts(scan);
  numberSections(scan.parts);
  countLines(content, scan.parts);
  return { parts: scan.parts, defects: scan.defects };
}

/** Opens the part that begins at `start`, and if it is a message the part inside, and so on. Returns where to go on reading. */
function openParts(scan: Scan, start: number, parent: number): number {
  let at = start;
  let holder = parent;
  for (;;) {
    const part = readPart(scan, at, holder);
    const index = scan.parts.push(part) - 1;
    scan.open.push(index);
    if (holder >= 0) scan.parts[holder]!.children.push(index);
    at = part.bodyStart;
    if (part.type === 'multipart') rememberBoundary(scan, index);
    if (!part.isMessage) return at;
    holder = index;
  }
}

// No control characters: what shows without them would be taken for another type than it was read as.
const typeForm = /^([^\s/\x00-\x1f\x7f]+)\s*\/\s*([^\s/\x00-\x1f\x7f]+)$/;
const noParameters: ParameterisedValue = { value: '', parameters: [], truncated: false };
const identityEncodings = new Set(['7bit', '8bit', 'binary']);

function readPart(scan: Scan, start: number, parent: number): ScannedPart {
  const { content, defects } = scan;
  const header = readPartHeader(content, start, (lineStart, lineEnd) => delimiterAt(scan, lineStart, lineEnd) !== null, defects);
  const { values } = header;
  const encoding = parseValue(values.get('content-transfer-encoding'), defects).value || '7bit';
  const disposition = values.has('content-disposition') ? parseValue(values.get('content-disposition'), defects) : null;
  const kind = readKind(scan, values, parent, encoding);
  return {
    section: '',
    parent,
    children: [],
    headerStart: start,
    bodyStart: header.bodyStart,
    end: content.length,
    ...kind,
    encoding,
    disposition: disposition && { value: disposition.value || 'attachment', parameters: joinContinuations(disposition.parameters) },
    values,
    lines: 0,
  };
}

type Kind = Pick<ScannedPart, 'type' | 'subtype' | 'typeParameters' | 'isMessage'>;

/** What a part is taken for: what it says, or opaque octets when it cannot be read as what it says. */
function readKind(scan: Scan, values: ReadonlyMap<string, string>, parent: number, encoding: string): Kind {
  const { type, subtype, parameters } = readType(scan, values, parent);
  const typeParameters = joinContinuations(parameters);
  const opaque: Kind = { type: 'application', subtype: 'octet-stream', typeParameters, isMessage: false };
  const isMessage = type === 'message' && (subtype === 'rfc822' || subtype === 'global');
  if (!isMessage && type !== 'multipart') return { type, subtype, typeParameters, isMessage: false };
  if (scan.open.length >= nestingMax) {
    scan.defects.add('nested-too-deep');
    return opaque;
  }
  if (scan.parts.length + 2 > partsMax) {
    scan.defects.add('too-many-parts');
    return opaque;
  }
  if (isMessage && !identityEncodings.has(encoding)) {
    scan.defects.add('encoded-message');
    return opaque;
  }
  return { type, subtype, typeParameters, isMessage };
}

interface ReadType {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: RawParameter[];
}

function readType(scan: Scan, values: ReadonlyMap<string, string>, parent: number): ReadType {
  const holder = scan.parts[parent];
  const field = values.get('content-type');
  if (field === undefined) {
    // RFC 2046 §5.1.5, RFC 2045 §5.2
    if (holder?.type === 'multipart' && holder.subtype === 'digest') return { type: 'message', subtype: 'rfc822', parameters: [] };
    return { type: 'text', subtype: 'plain', parameters: [asciiCharset] };
  }
  const parsed = parseValue(field, scan.defects);
  const form = typeForm.exec(parsed.value);
  if (form !== null) return withDefaultCharset({ type: form[1]!, subtype: form[2]!, parameters: parsed.parameters });
  scan.defects.add('bad-content-type');
  return withDefaultCharset({ type: 'text', subtype: 'plain', parameters: parsed.value === 'text' ? parsed.parameters : [] });
}

const asciiCharset: RawParameter = ['charset', 'us-ascii'];

/** BODYSTRUCTURE has default values in their places (RFC 9051 §7.5.2); of all texts only the plain one has a default charset (RFC 6657 §3, §4). */
function withDefaultCharset(read: ReadType): ReadType {
  const { type, subtype, parameters } = read;
  const isNamed = parameters.some(([name]) => name === 'charset' || name.startsWith('charset*'));
  return isNamed || type !== 'text' || subtype !== 'plain' ? read : { type, subtype, parameters: [...parameters, asciiCharset] };
}

function parseValue(field: string | undefined, defects: Set<Defect>): ParameterisedValue {
  if (field === undefined) return noParameters;
  const parsed = parseParameterisedValue(field);
  if (parsed.truncated) defects.add('field-too-long');
  return parsed;
}

function rememberBoundary(scan: Scan, index: number): void {
  // RFC 2046 §5.1.1: a boundary does not end with white space
  const boundary = trimBlanks(scan.parts[index]!.typeParameters.find(([name]) => name === 'boundary')?.[1] ?? '');
  if (boundary === '' || boundary.length > boundaryOctetsMax) {
    scan.defects.add('bad-boundary');
    return;
  }
  const levels = scan.boundaries.get(boundary);
  if (levels === undefined) scan.boundaries.set(boundary, [scan.open.length - 1]);
  else levels.push(scan.open.length - 1);
  scan.boundaryOf.set(index, boundary);
}

function forgetBoundary(scan: Scan, index: number): void {
  const boundary = scan.boundaryOf.get(index);
  if (boundary === undefined) return;
  scan.boundaryOf.delete(index);
  const levels = scan.boundaries.get(boundary)!;
  levels.pop(); // multiparts end innermost first, so the last is this one's
  if (levels.length === 0) scan.boundaries.delete(boundary);
}

const delimiterPrefix = Buffer.from('\n--');

/** The first line at or after `from` (a line start) that is a delimiter of an open multipart. */
function nextDelimiter(scan: Scan, from: number): Delimiter | null {
  const { content } = scan;
  let at = Math.max(0, from - 1);
  for (;;) {
    const found = content.indexOf(delimiterPrefix, at);
    if (found < 0) return null;
    const lineStart = found + 1;
    const newline = content.indexOf(10, lineStart);
    const lineEnd = newline < 0 ? content.length : newline + 1;
    const delimiter = delimiterAt(scan, lineStart, lineEnd);
    if (delimiter !== null) return delimiter;
    at = lineEnd - 1;
  }
}

/**
 * The line as a delimiter of an open multipart. The whole line but for white space at its end must match (so that one boundary may
 * begin with another), which is what other readers do, though RFC 2046 §5.1.1 would be content with its beginning.
 */
function delimiterAt(scan: Scan, lineStart: number, lineEnd: number): Delimiter | null {
  const { content, boundaries } = scan;
  let end = lineEnd;
  while (end > lineStart && content[end - 1]! <= 0x20) end--;
  if (end - lineStart > boundaryOctetsMax + 4) return null;
  const line = content.toString('latin1', lineStart + 2, end);
  const closes = !boundaries.has(line);
  if (closes && !line.endsWith('--')) return null;
  const boundary = closes ? line.slice(0, -2) : line;
  const level = boundaries.get(boundary)?.at(-1);
  return level === undefined ? null : { lineStart, lineEnd, level, boundary, closes };
}

/**
 * Ends the open parts from `level` inwards before the line at `lineStart`: its preceding line end belongs to the delimiter (RFC 2046
 * §5.1.1), unless it ends the part's header section. A holder never ends before what it holds.
 */
function endParts(scan: Scan, level: number, lineStart: number): void {
  const { content, parts, open } = scan;
  const before = lineStart - (content[lineStart - 1] === 10 && content[lineStart - 2] === 13 ? 2 : 1);
  let end = Math.max(0, before);
  while (open.length > level) {
    const index = open.pop()!;
    const part = parts[index]!;
    end = Math.max(end, part.bodyStart);
    part.end = end;
    forgetBoundary(scan, index);
  }
}

/** A multipart in which no part was found is shown as plain text, so that a reader sees what there is. */
function demoteEmptyMultiparts(scan: Scan): void {
  for (const part of scan.parts) {
    if (part.type !== 'multipart' || part.children.length > 0) continue;
    scan.defects.add('no-parts');
    part.type = 'text';
    part.subtype = 'plain';
    part.typeParameters = [asciiCharset];
  }
}
