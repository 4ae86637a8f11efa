import type { Database } from '#io/database.ts';
import type { AccountId, ContentId, MailboxId, Uid } from '#kernel/ids.ts';
import { type TokenRange, tokenRanges } from '#mail/mime/search-tokens.ts';
import { givingWay } from './giving-way.ts';
import { storeLimits } from './limits.ts';
import { blocksCovering, contentsOf, type FoundBlock, uidsWithContents, unindexedUids } from './search-texts-sql.ts';
import { BlockReader } from './text-block.ts';
import { textIndexedTo } from './text-index-sql.ts';

export interface FoundTexts {
  readonly matched: readonly Uid[];
  /** Messages that the index does not tell all about, whether matched or not: they are to be scanned. */
  readonly unindexed: readonly Uid[];
}

/**
 * Messages of a mailbox in whose body, header or both (`text`) a folded text (`foldForSearch`) is found word for word; what is expunged but not
 * forgotten is among them. null: nothing that the index could be asked for.
 */
export async function searchTexts(
  database: Database,
  place: { readonly accountId: AccountId; readonly mailboxId: MailboxId },
  where: 'text' | 'body' | 'header',
  text: string,
): Promise<FoundTexts | null> {
  const places = where === 'text' ? (['header', 'body'] as const) : [where];
  const alternatives = places.map((one) => tokenRanges(text, one) ?? []);
  if (alternatives.some((ranges) => ranges.length === 0)) return null;
  // How far the index is must be known first: what is indexed meanwhile is then found twice, never not at all.
  const indexedTo = await textIndexedTo(database);
  const [contents, unindexed] = await Promise.all([
    contentsFound(database, place.accountId, alternatives),
    unindexedUids(database, place, indexedTo),
  ]);
  const matched = contents.length === 0 ? [] : await uidsWithContents(database, place.mailboxId, contents);
  return { matched, unindexed };
}

/** Contents that have a token of every range of one of the alternatives. */
async function contentsFound(
  database: Database,
  accountId: AccountId,
  alternatives: readonly (readonly TokenRange[])[],
): Promise<ContentId[]> {
  for (let attempt = 0; attempt < storeLimits.textSearchAttemptsMax; attempt++) {
    const matches = await documentsFound(await blocksCovering(database, accountId, alternatives.flat()), alternatives);
    const contents = await contentsOf(database, [...matches.keys()]);
    if (contents.size < matches.size) continue; // merged since
    return [...matches].flatMap(([segment, numbers]) => numbers.map((number) => contents.get(segment)![number]!));
  }
  throw new Error('text segments were merged faster than they could be read');
}

/** By segment, the numbers of the documents that match; segments without any are left out. */
async function documentsFound(
  blocks: readonly FoundBlock[],
  alternatives: readonly (readonly TokenRange[])[],
): Promise<Map<number, number[]>> {
  const ranges = alternatives.flat();
  const giveWay = givingWay(storeLimits.textTurnMsMax);
  const found = new Map<number, { documents: number; sets: Uint8Array[] }>();
  for (const { segment, documents, range, octets } of blocks) {
    let ofSegment = found.get(segment);
    if (ofSegment === undefined) {
      ofSegment = { documents, sets: ranges.map(() => new Uint8Array(documents)) };
      found.set(segment, ofSegment);
    }
    markDocuments(octets, ranges[range]!, ofSegment.sets[range]!);
    await giveWay();
  }
  const matches = new Map<number, number[]>();
  for (const [segment, { documents, sets }] of found) {
    const numbers = documentsOf(documents, sets, alternatives);
    if (numbers.length > 0) matches.set(segment, numbers);
    await giveWay();
  }
  return matches;
}

function markDocuments(octets: Buffer, { low, high }: TokenRange, documents: Uint8Array): void {
  const reader = new BlockReader([octets]);
  while (reader.next() && reader.token <= high) {
    if (reader.token >= low)
      reader.forEachDocument((number) => {
        documents[number] = 1;
      });
  }
}

function documentsOf(documents: number, sets: readonly Uint8Array[], alternatives: readonly (readonly TokenRange[])[]): number[] {
  const numbers: number[] = [];
  for (let number = 0; number < documents; number++) {
    let first = 0;
    for (const { length } of alternatives) {
      let at = first;
      while (at < first + length && sets[at]![number] === 1) at += 1;
      if (at === first + length) {
        numbers.push(number);
        break;
      }
      first += length;
    }
  }
  return numbers;
}
