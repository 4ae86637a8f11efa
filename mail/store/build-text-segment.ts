import type { AccountId, ContentId } from '#kernel/ids.ts';
import { BlockWriter } from './text-block.ts';
import type { TextSegment } from './text-segment-sql.ts';

export interface TokenizedContent {
  readonly contentId: ContentId;
  readonly tokens: ReadonlySet<string>;
}

/** Inverts the tokens of some contents of an account into a segment; null when there are none. */
export async function buildTextSegment(
  accountId: AccountId,
  tokenized: readonly TokenizedContent[],
  giveWay: () => Promise<void>,
): Promise<TextSegment | null> {
  const documents = tokenized.filter(({ tokens }) => tokens.size > 0);
  if (documents.length === 0) return null;
  const numbersOf = new Map<string, number[]>();
  for (const [number, { tokens }] of documents.entries()) {
    for (const token of tokens) {
      const numbers = numbersOf.get(token);
      if (numbers === undefined) numbersOf.set(token, [number]);
      else numbers.push(number);
    }
    await giveWay();
  }
  const writer = new BlockWriter(documents.length);
  for (const tokens of inOrder(numbersOf.keys())) {
    for (const token of tokens) writer.add(token, numbersOf.get(token)!);
    await giveWay();
  }
  return { accountId, contents: documents.map(({ contentId }) => contentId), blocks: writer.finish() };
}

/** Sorted in portions by how tokens begin: to sort them all at once would hold the event loop. */
function* inOrder(tokens: Iterable<string>): Generator<string[]> {
  const portions = new Map<string, string[]>();
  for (const token of tokens) {
    const beginning = token.slice(0, 3);
    const portion = portions.get(beginning);
    if (portion === undefined) portions.set(beginning, [token]);
    else portion.push(token);
  }
  for (const beginning of [...portions.keys()].sort()) yield portions.get(beginning)!.sort();
}
