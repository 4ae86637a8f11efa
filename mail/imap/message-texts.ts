import { foldedFileNames, foldedHeader, foldedPart, type TextPiece, textPieces } from '#mail/mime/search-text.ts';
import type { MessageFacts } from './backend.ts';
import type { MessageText } from './search-cache.ts';

/** What of a whole message must be read to search it: as of its content, behind this delivery's prefix, which is searched with the header. */
export function messageTextPieces({ prefixOctets, headerOctets, parts }: MessageFacts): TextPiece[] {
  return textPieces(headerOctets, parts).map((piece) => ({
    ...piece,
    start: piece.part === null ? 0 : piece.start + prefixOctets,
    end: piece.end + prefixOctets,
  }));
}

/** The folded text of a message; gives way between stretches, so that a large one does not hold up others. */
export async function messageText(
  facts: MessageFacts,
  pieces: readonly TextPiece[],
  octets: readonly Buffer[],
  giveWay: () => Promise<void>,
): Promise<MessageText> {
  let header = '';
  const body = foldedFileNames(facts.parts);
  for (const [at, { part, what }] of pieces.entries()) {
    const pieceOctets = octets[at]!;
    if (part === null) header = foldedHeader(pieceOctets);
    else if (what === 'header') body.push(foldedHeader(pieceOctets));
    else {
      let text = '';
      for (const stretch of foldedPart(pieceOctets, part)) {
        text += stretch;
        await giveWay();
      }
      body.push(text);
    }
  }
  return { header, body: body.join('\n') };
}
