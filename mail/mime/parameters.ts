import { decodeCharset, decodeOctetString, displayText } from './charset.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { parametersMax, structuredFieldOctetsMax } from './limits.ts';
import { isBlank, trimBlanks } from './white-space.ts';

/** `attribute=value` as written: the name in lower case, the value without its quotes, both octets one per character. */
export type RawParameter = readonly [name: string, value: string];

/** A field such as `text/plain; charset=utf-8` or `attachment; filename=a.pdf`. */
export interface ParameterisedValue {
  /** Before the first semicolon, without comments and blanks, in lower case. */
  readonly value: string;
  readonly parameters: RawParameter[];
  /** A limit cut it short. */
  readonly truncated: boolean;
}

/** Reads Content-Type, Content-Disposition and the like (RFC 2045 §5.1), tolerantly: never throws. */
export function parseParameterisedValue(field: string): ParameterisedValue {
  const text = field.length > structuredFieldOctetsMax ? field.slice(0, structuredFieldOctetsMax) : field;
  const parameters: RawParameter[] = [];
  const value = readPiece(text, 0, ';');
  let at = value.end + 1;
  while (at < text.length && parameters.length < parametersMax) {
    const name = readPiece(text, at, '=;');
    at = name.end + 1;
    if (text[name.end] !== '=') continue; // no value: nothing to keep
    const content = readPiece(text, at, ';');
    at = content.end + 1;
    if (name.text !== '') parameters.push([name.text.toLowerCase(), content.text]);
  }
  return { value: value.text.toLowerCase(), parameters, truncated: text !== field || at < text.length };
}

/** Up to one of `stops` outside quotes and comments; quotes and comments are taken off, as are outer blanks. */
function readPiece(text: string, from: number, stops: string): { text: string; end: number } {
  let out = '';
  let blanks = '';
  let at = from;
  while (at < text.length && !stops.includes(text[at]!)) {
    const code = text.charCodeAt(at);
    if (code === 0x28 && (out === '' || blanks !== '')) at = skipComment(text, at);
    else if (code === 0x22) {
      const quoted = readQuoted(text, at);
      out += blanks + quoted.text;
      blanks = '';
      at = quoted.end;
    } else if (isBlank(code)) {
      if (out !== '') blanks += text[at];
      at++;
    } else {
      out += blanks + text[at];
      blanks = '';
      at++;
    }
  }
  return { text: out, end: at };
}

/** The offset after the comment that opens at `at` (RFC 5322 §3.2.2: they nest), or the end when it is never closed. */
export function skipComment(text: string, at: number): number {
  let depth = 0;
  for (let next = at; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === 0x5c) next++;
    else if (code === 0x28) depth++;
    else if (code === 0x29 && --depth === 0) return next + 1;
  }
  return text.length;
}

/** The content of the quoted string that opens at `at`, quoted pairs resolved (RFC 5322 §3.2.4); it may lack its end. */
export function readQuoted(text: string, at: number): { text: string; end: number; closed: boolean } {
  let out = '';
  let copied = at + 1;
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === 0x22) return { text: out + text.slice(copied, next), end: next + 1, closed: true };
    if (code !== 0x5c || next + 1 === text.length) continue;
    out += text.slice(copied, next);
    copied = ++next;
  }
  return { text: out + text.slice(copied), end: text.length, closed: false };
}

interface Piece {
  readonly index: number;
  readonly extended: boolean;
  readonly value: string;
}

const pieceName = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/;

/**
 * Joins the continuations of RFC 2231 §3 but leaves charset and percent-encoding (`name*`): what BODYSTRUCTURE shows (RFC 2231 §6).
 * The first of a repeated name counts.
 */
export function joinContinuations(parameters: readonly RawParameter[]): RawParameter[] {
  if (!parameters.some(([name]) => name.includes('*'))) return firstOfEach(parameters);
  const plain: RawParameter[] = [];
  const pieces = new Map<string, Piece[]>();
  for (const [name, value] of parameters) {
    const match = pieceName.exec(name);
    if (match?.[2] === undefined) {
      plain.push([name, value]);
      continue;
    }
    const piece = { index: Number(match[2]), extended: match[3] !== undefined, value };
    const known = pieces.get(match[1]!);
    if (known === undefined) pieces.set(match[1]!, [piece]);
    else known.push(piece);
  }
  for (const [name, list] of pieces) plain.push(joinPieces(name, list));
  return firstOfEach(plain);
}

function joinPieces(name: string, pieces: readonly Piece[]): RawParameter {
  const ordered: Piece[] = [];
  for (const piece of pieces.toSorted((a, b) => a.index - b.index)) if (piece.index === ordered.length) ordered.push(piece);
  if (!ordered.some((piece) => piece.extended)) return [name, ordered.map((piece) => piece.value).join('')];
  const head = ordered[0]!.extended ? '' : "''"; // no charset was named
  return [`${name}*`, head + ordered.map((piece) => (piece.extended ? piece.value : piece.value.replace(/[^\w.-]/g, percent))).join('')];
}

function percent(octet: string): string {
  return `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function firstOfEach(parameters: readonly RawParameter[]): RawParameter[] {
  const first = new Map<string, string>();
  for (const [name, value] of parameters) if (!first.has(name)) first.set(name, value);
  return [...first];
}

/** `charset'language'percent-encoded` (RFC 2231 §4) to text. */
function decodeExtended(value: string): string {
  const charsetEnd = value.indexOf("'");
  const languageEnd = charsetEnd < 0 ? -1 : value.indexOf("'", charsetEnd + 1);
  const charset = languageEnd < 0 ? null : trimBlanks(value.slice(0, charsetEnd));
  const octets = value
    .slice(languageEnd + 1)
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeCharset(Buffer.from(octets, 'latin1'), charset === '' ? null : charset);
}

/**
 * Joined parameters to text fit to show: extended values decoded and named without the asterisk (they win over a plain value of the
 * same name, which is there for old readers), encoded-words decoded too because many programs write them here.
 */
export function decodeParameters(joined: readonly RawParameter[]): [string, string][] {
  const decoded = new Map<string, string>();
  for (const [name, value] of joined) {
    const extended = name.endsWith('*') && name.length > 1;
    const key = extended ? name.slice(0, -1) : name;
    if (!extended && decoded.has(key)) continue;
    decoded.set(
      displayText(decodeOctetString(key)),
      displayText(extended ? decodeExtended(value) : decodeEncodedWords(decodeOctetString(value))),
    );
  }
  return [...decoded];
}
