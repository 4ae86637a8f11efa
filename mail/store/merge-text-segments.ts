import { type Database, inTransaction } from '#io/database.ts';
import type { ContentId } from '#kernel/ids.ts';
import { storeLimits } from './limits.ts';
import { BlockReader, BlockWriter } from './text-block.ts';
import {
  blocksOf,
  deleteSegments,
  insertSegments,
  type SegmentSize,
  segmentChecked,
  segmentsWithLife,
  type TextSegment,
} from './text-segment-sql.ts';

/** Which segments of an account should become one, from those that may still grow, the smallest first; null: none. */
export function dueMerge(segments: readonly SegmentSize[]): SegmentSize[] | null {
  const levels = new Map<number, SegmentSize[]>();
  for (const segment of segments) {
    const level = Math.floor(Math.log2(segment.documents) / Math.log2(storeLimits.textSegmentsPerMerge));
    const those = levels.get(level) ?? [];
    those.push(segment);
    levels.set(level, those);
    if (those.length < storeLimits.textSegmentsPerMerge) continue;
    let documents = 0;
    return those.filter((one) => {
      documents += one.documents;
      return documents <= storeLimits.textSegmentDocumentsMax;
    });
  }
  return null;
}

/** Puts segments of one account together, leaving out what was swept. Searches see those or the new one. */
export async function mergeTextSegments(database: Database, ids: readonly number[], giveWay: () => Promise<void>): Promise<void> {
  const rows = await segmentsWithLife(database, ids);
  const contents: ContentId[] = [];
  const cursors: Cursor[] = [];
  for (const { id, live } of rows) {
    // By document number: the number in the new segment, or -1.
    const numbers = live.map((content) => (content === null ? -1 : contents.push(content) - 1));
    cursors.push({ reader: new BlockReader(await blocksOf(database, id)), numbers });
  }
  const merged = contents.length === 0 ? [] : [await mergeCursors(rows[0]!.account_id, contents, cursors, giveWay)];
  await inTransaction(database, async (tx) => {
    if ((await deleteSegments(tx, ids)) !== ids.length) throw new Error('text segments were merged by another process');
    if (merged.length > 0) await insertSegments(tx, merged);
  });
}

interface Cursor {
  readonly reader: BlockReader;
  readonly numbers: readonly number[];
}

async function mergeCursors(
  accountId: TextSegment['accountId'],
  contents: readonly ContentId[],
  cursors: readonly Cursor[],
  giveWay: () => Promise<void>,
): Promise<TextSegment> {
  const writer = new BlockWriter(contents.length);
  let left = cursors.filter(({ reader }) => reader.next());
  for (let count = 1; left.length > 0; count += 1) {
    let token = left[0]!.reader.token;
    for (const { reader } of left) if (reader.token < token) token = reader.token;
    const found: number[] = [];
    let isAnyAtEnd = false;
    for (const { reader, numbers } of left) {
      if (reader.token !== token) continue;
      reader.forEachDocument((number) => {
        const place = numbers[number]!;
        if (place >= 0) found.push(place);
      });
      if (!reader.next()) isAnyAtEnd = true;
    }
    if (isAnyAtEnd) left = left.filter(({ reader }) => !reader.isAtEnd);
    if (found.length > 0) writer.add(token, found);
    if (count % tokensAtOnce === 0) await giveWay();
  }
  return { accountId, contents, blocks: writer.finish() };
}

const tokensAtOnce = 100;

/** Writes a segment anew in which too much was swept. */
export async function tidyTextSegment(database: Database, id: number, giveWay: () => Promise<void>): Promise<void> {
  const [row] = await segmentsWithLife(database, [id]);
  if (row === undefined) return;
  const alive = row.live.filter((content) => content !== null).length;
  if (alive * 100 < row.live.length * storeLimits.textSegmentLivePercentMin) await mergeTextSegments(database, [id], giveWay);
  else await segmentChecked(database, id);
}
