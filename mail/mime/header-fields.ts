import { trimBlanks } from './white-space.ts';

/** One field of a header section. Offsets are octets in the buffer it was read from; `end` is after its line end. */
export interface HeaderField {
  /** As written, without the space that some programs put before the colon. */
  readonly name: string;
  /** Unfolded, without outer white space, read as UTF-8 (malformed octets are U+FFFD); encoded-words stand as they are. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Where a field lies in a text that holds its octets one per character. */
export interface FieldRange {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

// RFC 5322 §2.2: printable ASCII except colon; §4.5 allows space before the colon.
const fieldName = /^[\x21-\x39\x3b-\x7e]+(?=[ \t]*$)/;

/**
 * The offset after the blank line that ends the header section, or the buffer's length when there is none (all of it is header
 * then). A line end is CRLF or a bare LF.
 */
export function findHeaderEnd(content: Buffer, start = 0): number {
  let at = start;
  while (at < content.length) {
    const newline = content.indexOf(10, at);
    const next = newline < 0 ? content.length : newline + 1;
    if (newline === at || (newline === at + 1 && content[at] === 13)) return next;
    at = next;
  }
  return content.length;
}

/** The fields of a header section given as octets (latin1). Lines that are no field (no colon, a name with spaces) are passed over. */
export function splitFields(header: string, fieldsMax: number): FieldRange[] {
  const fields: FieldRange[] = [];
  let at = 0;
  let colon = -1;
  while (at < header.length && fields.length < fieldsMax) {
    if (colon < at) colon = header.indexOf(':', at); // remembered, so that lines without one are not searched again and again
    if (colon < 0) break;
    const end = fieldEnd(header, at);
    const name = colon < end ? fieldName.exec(header.slice(at, colon))?.[0] : undefined;
    if (name !== undefined) fields.push({ name, start: at, valueStart: colon + 1, end });
    at = end;
  }
  return fields;
}

/** After the line that starts at `at` and the lines that continue it (RFC 5322 §2.2.3: those that begin with white space). */
function fieldEnd(header: string, at: number): number {
  let next = at;
  do {
    const newline = header.indexOf('\n', next);
    if (newline < 0) return header.length;
    next = newline + 1;
  } while (header.charCodeAt(next) === 0x20 || header.charCodeAt(next) === 0x09);
  return next;
}

const lineEnds = /\r?\n/g;

/** The value without its line ends (RFC 5322 §2.2.3) and outer white space. */
export function unfold(header: string, field: FieldRange): string {
  const value = header.slice(field.valueStart, field.end);
  return trimBlanks(value.indexOf('\n') === value.length - 1 ? value : value.replace(lineEnds, ''));
}

/** Every field of the header section that `content` begins with (a whole message will do), however many there are. */
export function headerFields(content: Buffer): HeaderField[] {
  const header = content.toString('latin1', 0, findHeaderEnd(content));
  return splitFields(header, Number.POSITIVE_INFINITY).map((field) => ({
    name: field.name,
    value: Buffer.from(unfold(header, field), 'latin1').toString('utf8'),
    start: field.start,
    end: field.end,
  }));
}

/**
 * IMAP HEADER.FIELDS, or HEADER.FIELDS.NOT when `not` (RFC 9051 §6.4.5.1): the chosen fields in their order and the blank line, their octets
 * untouched. Where the header has no blank line, because nothing follows it, there is none to include.
 */
export function filterHeaderFields(header: Buffer, names: readonly string[], not: boolean): Buffer {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const pieces: Buffer[] = [];
  const end = findHeaderEnd(header);
  const blankLineStart = end - blankLineOctets(header, end);
  const text = header.toString('latin1', 0, blankLineStart);
  for (const field of splitFields(text, Number.POSITIVE_INFINITY))
    if (wanted.has(field.name.toLowerCase()) !== not) pieces.push(header.subarray(field.start, field.end));
  pieces.push(header.subarray(blankLineStart, end));
  return Buffer.concat(pieces);
}

/** Of the blank line that a header section ends with; 0 without one. */
function blankLineOctets(header: Buffer, end: number): number {
  if (header[end - 1] !== 10) return 0;
  const octets = header[end - 2] === 13 ? 2 : 1;
  return end === octets || header[end - octets - 1] === 10 ? octets : 0;
}
