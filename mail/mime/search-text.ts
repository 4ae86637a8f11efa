import { decodeCharset } from './charset.ts';
import type { PartFacts } from './content-facts.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { foldForSearch } from './fold-text.ts';
import { headerFields } from './header-fields.ts';
import { htmlText } from './html-text.ts';
import { foldedAtOnceCharacters, searchPartOctetsMax } from './limits.ts';
import { decodeTransferEncoding } from './transfer-encoding.ts';

/** Nobody looks for what relays and signatures leave in a header, and it is half of it: no index holds these fields. */
export const unindexedFields: ReadonlySet<string> = new Set([
  'received',
  'return-path',
  'delivered-to',
  'authentication-results',
  'dkim-signature',
  'x-google-dkim-signature',
  'arc-seal',
  'arc-message-signature',
  'arc-authentication-results',
  'received-spf',
]);

/** Octets of a content that hold text, and how they are read. */
export interface TextPiece {
  readonly start: number;
  readonly end: number;
  /** null: the message's own header. */
  readonly part: PartFacts | null;
  readonly what: 'header' | 'text';
}

/** What of a content must be read to search it: its header, the texts, and the headers of messages inside. Attachments stay unread. */
export function textPieces(headerOctets: number, parts: readonly PartFacts[]): TextPiece[] {
  const pieces: TextPiece[] = [{ start: 0, end: headerOctets, part: null, what: 'header' }];
  for (const part of parts) {
    const holder = part.parent >= 0 ? parts[part.parent] : undefined;
    if (holder?.isMessage === true) pieces.push({ start: part.headerStart, end: part.bodyStart, part, what: 'header' });
    if (part.type !== 'text') continue;
    pieces.push({ start: part.bodyStart, end: Math.min(part.end, part.bodyStart + searchPartOctetsMax), part, what: 'text' });
  }
  return pieces;
}

/** The names of attachments, folded: they are found as text of the body. */
export function foldedFileNames(parts: readonly PartFacts[]): string[] {
  return parts.flatMap((part) => (part.filename === null ? [] : [foldForSearch(part.filename)]));
}

/** `name: value` of each field on a line of its own, decoded and folded. */
export function foldedHeader(octets: Buffer, leftOut: ReadonlySet<string> = new Set()): string {
  return headerFields(octets)
    .filter(({ name }) => !leftOut.has(name.toLowerCase()))
    .map(({ name, value }) => foldForSearch(`${name}: ${decodeEncodedWords(value)}`))
    .join('\n');
}

/**
 * The folded text of a part in stretches, so that the caller can give way between them. Folding works character by character, so a text
 * may be cut anywhere but inside a surrogate pair.
 */
export function* foldedPart(octets: Buffer, part: PartFacts): Generator<string> {
  const text = partText(octets, part);
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + foldedAtOnceCharacters, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    yield foldForSearch(text.slice(at, end));
    at = end;
  }
}

function partText(octets: Buffer, part: PartFacts): string {
  const charset = part.parameters.find(([name]) => name === 'charset')?.[1] ?? null;
  const text = decodeCharset(decodeTransferEncoding(octets, part.encoding), charset);
  return part.subtype === 'html' ? htmlText(text) : text;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}
