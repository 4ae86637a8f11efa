import { foldedFileNames, foldedHeader, foldedPart, textPieces, unindexedFields } from '#mail/mime/search-text.ts';
import type { TokenCollector, TokenTable } from '#mail/mime/search-tokens.ts';
import type { BodyStore } from './body-store.ts';
import { storeLimits } from './limits.ts';
import type { TextSource } from './text-index-sql.ts';

/** What is indexed of a content: the same text that searches scan, as tokens in no order. */
export async function gatherTokens(
  bodies: BodyStore,
  source: TextSource,
  table: TokenTable,
  giveWay: () => Promise<void>,
): Promise<TokenCollector> {
  const collector = table.collect(storeLimits.textTokensMax);
  for (const name of foldedFileNames(source.parts)) {
    collector.add('body', name);
    collector.end();
  }
  for (const { start, end, part, what } of textPieces(source.header_octets, source.parts)) {
    const octets = await bodies.read(source, start, Math.min(end, source.size_octets));
    const place = part === null ? 'header' : 'body';
    const stretches = part === null || what === 'header' ? [foldedHeader(octets, unindexedFields)] : foldedPart(octets, part);
    for (const stretch of stretches) {
      collector.add(place, stretch);
      await giveWay();
    }
    collector.end();
  }
  return collector;
}
