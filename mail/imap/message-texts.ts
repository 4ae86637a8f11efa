import { decodeCharset } from '#mail/mime/charset.ts';
import type { PartFacts } from '#mail/mime/content-facts.ts';
import { decodeEncodedWords } from '#mail/mime/encoded-word.ts';
import { foldForSearch } from '#mail/mime/fold-text.ts';
import { headerFields } from '#mail/mime/header-fields.ts';
import { htmlText } from '#mail/mime/html-text.ts';
import { decodeTransferEncoding } from '#mail/mime/transfer-encoding.ts';
import type { MessageFacts } from './backend.ts';
import type { ImapLimits } from './limits.ts';
import type { MessageText } from './search-cache.ts';

/** Octets of the whole message that hold text, and how they are read. */
export interface TextPiece {
  readonly start: number;
  readonly end: number;
  /** null: the message's own header. */
  readonly part: PartFacts | null;
  readonly what: 'header' | 'text';
}

/** What of a message must be read to search it: its header, the texts, and the headers of messages inside. Attachments stay unread. */
export function textPieces(facts: MessageFacts, limits: ImapLimits): TextPiece[] {
  const { prefixOctets } = facts;
  const pieces: TextPiece[] = [{ start: 0, end: prefixOctets + facts.headerOctets, part: null, what: 'header' }];
  for (const part of facts.parts) {
    const holder = part.parent >= 0 ? facts.parts[part.parent] : undefined;
    if (holder?.isMessage === true)
      pieces.push({ start: prefixOctets + part.headerStart, end: prefixOctets + part.bodyStart, part, what: 'header' });
    if (part.type !== 'text') continue;
    const end = Math.min(part.end, part.bodyStart + limits.searchPartOctetsMax);
    pieces.push({ start: prefixOctets + part.bodyStart, end: prefixOctets + end, part, what: 'text' });
  }
  return pieces;
}

/** The folded text of a message; gives way between pieces, so that a large one does not hold up others. */
export async function messageText(
  facts: MessageFacts,
  pieces: readonly TextPiece[],
  octets: readonly Buffer[],
  giveWay: () => Promise<void>,
): Promise<MessageText> {
  let header = '';
  const body = facts.parts.flatMap((part) => (part.filename === null ? [] : [foldForSearch(part.filename)]));
  for (const [at, piece] of pieces.entries()) {
    const pieceOctets = octets[at]!;
    if (piece.part === null) header = headerText(pieceOctets);
    else body.push(piece.what === 'header' ? headerText(pieceOctets) : await foldLong(partText(pieceOctets, piece.part), giveWay));
  }
  return { header, body: body.join('\n') };
}

/** `name: value` of each field on a line of its own, decoded and folded. */
function headerText(octets: Buffer): string {
  return headerFields(octets)
    .map(({ name, value }) => foldForSearch(`${name}: ${decodeEncodedWords(value)}`))
    .join('\n');
}

function partText(octets: Buffer, part: PartFacts): string {
  const charset = part.parameters.find(([name]) => name === 'charset')?.[1] ?? null;
  const text = decodeCharset(decodeTransferEncoding(octets, part.encoding), charset);
  return part.subtype === 'html' ? htmlText(text) : text;
}

const charactersAtOnce = 65_536;

// Folding works character by character, so a text may be cut anywhere but inside a surrogate pair.
async function foldLong(text: string, giveWay: () => Promise<void>): Promise<string> {
  if (text.length <= charactersAtOnce) return foldForSearch(text);
  let folded = '';
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + charactersAtOnce, text.length);
    if (isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    folded += foldForSearch(text.slice(at, end));
    at = end;
    await giveWay();
  }
  return folded;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}
