import type { AccountId, ContentId } from '#kernel/ids.ts';
import type { TokenTable } from '#mail/mime/search-tokens.ts';
import { BlockWriter } from './text-block.ts';
import type { TextSegment } from './text-segment-sql.ts';

export interface TokenizedContent {
  readonly contentId: ContentId;
  /** Each once, by number in the table. */
  readonly tokens: readonly number[];
}

interface Entry {
  readonly text: string;
  readonly documents: readonly number[];
}

/** Inverts the tokens of some contents of an account into a segment; null when there are none. */
export async function buildTextSegment(
  accountId: AccountId,
  tokenized: readonly TokenizedContent[],
  table: TokenTable,
  giveWay: () => Promise<void>,
): Promise<TextSegment | null> {
  const documents = tokenized.filter(({ tokens }) => tokens.length > 0);
  if (documents.length === 0) return null;
  const documentsOf = new Map<number, number[]>();
  for (const [number, { tokens }] of documents.entries()) {
    for (const token of tokens) {
      const those = documentsOf.get(token);
      if (those === undefined) documentsOf.set(token, [number]);
      else those.push(number);
    }
    await giveWay();
  }
  const writer = new BlockWriter(documents.length);
  for (const entries of inOrder(documentsOf, table)) {
    for (const { text, documents: numbers } of entries) writer.add(text, numbers);
    await giveWay();
  }
  return { accountId, contents: documents.map(({ contentId }) => contentId), blocks: writer.finish() };
}

/** Sorted in portions by how tokens begin: to sort them all at once would hold the event loop. */
function* inOrder(documentsOf: ReadonlyMap<number, readonly number[]>, table: TokenTable): Generator<Entry[]> {
  const portions = new Map<string, Entry[]>();
  for (const [token, documents] of documentsOf) {
    const text = table.textOf(token);
    const beginning = text.slice(0, 3);
    const portion = portions.get(beginning);
    if (portion === undefined) portions.set(beginning, [{ text, documents }]);
    else portion.push({ text, documents });
  }
  for (const beginning of [...portions.keys()].sort())
    yield portions.get(beginning)!.sort((one, other) => (one.text < other.text ? -1 : 1));
}
