import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, ContentId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { storeLimits } from './limits.ts';
import type { TextBlock } from './text-block.ts';
import { sharedTexts } from './text-index-sql.ts';

/** A part of an account's index, never changed: what is in it, by document number, and the tokens. */
export interface TextSegment {
  readonly accountId: AccountId;
  readonly contents: readonly ContentId[];
  readonly blocks: readonly TextBlock[];
}

const blocksAtOnce = 64; // a quarter of a megabyte to be written out at a stretch

export async function insertSegments(tx: Tx, segments: readonly TextSegment[]): Promise<void> {
  const rows = await queryIn<{ id: number }>(tx, insertSegmentRows, [
    segments.map((segment) => segment.accountId),
    segments.map((segment) => `{${segment.contents.join(',')}}`),
  ]);
  const blocks = segments.flatMap((segment, at) => segment.blocks.map((block) => ({ ...block, segmentId: rows[at]!.id })));
  for (let at = 0; at < blocks.length; at += blocksAtOnce) {
    const some = blocks.slice(at, at + blocksAtOnce);
    await queryIn(tx, insertBlocks, [
      some.map((block) => block.segmentId),
      some.map((block) => Buffer.from(block.firstToken, 'latin1')),
      some.map((block) => block.octets),
    ]);
  }
}

// Identities in the order of the rows given: RETURNING follows the order of insertion, which follows WITH ORDINALITY.
const insertSegmentRows: HotStatement = {
  name: 'store-insert-text-segments',
  text: `
    INSERT INTO text_segment (account_id, documents, contents)
    SELECT account_id, cardinality(contents::bigint[]), contents::bigint[]
    FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS given (account_id, contents, place) ORDER BY place
    RETURNING id`,
};

const insertBlocks: HotStatement = {
  name: 'store-insert-text-blocks',
  text: `
    INSERT INTO text_block (segment_id, first_token, octets) SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])`,
};

export interface SegmentSize {
  readonly id: number;
  readonly account_id: AccountId;
  readonly documents: number;
}

/** Segments of these accounts that may be merged still, the smallest first. */
export function growingSegments(database: Database, accounts: readonly AccountId[]): Promise<SegmentSize[]> {
  return queryOn(database, selectGrowing, [accounts, storeLimits.textSegmentFullDocuments]);
}

const selectGrowing: HotStatement = {
  name: 'store-growing-text-segments',
  text: `
    SELECT id, account_id, documents FROM text_segment WHERE account_id = ANY ($1::bigint[]) AND documents < $2
    ORDER BY account_id, documents, id`,
};

export interface SegmentRow {
  readonly id: number;
  readonly account_id: AccountId;
  /** Contents by document number; null where nobody of the segment's accounts has a message of it any more. */
  readonly live: readonly (ContentId | null)[];
}

/** Segments with what of their contents is still there. */
export async function segmentsWithLife(database: Database, ids: readonly number[]): Promise<SegmentRow[]> {
  const rows = await queryOn<{ id: number; account_id: AccountId; live: string }>(database, selectLife, [ids, sharedTexts]);
  return rows.map((row) => ({ ...row, live: row.live.split(',').map((id) => (id === '-' ? null : (Number(id) as ContentId))) }));
}

const selectLife: HotStatement = {
  name: 'store-text-segment-life',
  text: `
    SELECT id, account_id, (
      SELECT string_agg(CASE WHEN EXISTS (
          SELECT FROM message WHERE message.content_id = held.id AND (text_segment.account_id = $2 OR message.account_id = text_segment.account_id))
        THEN held.id::text ELSE '-' END, ',' ORDER BY place)
      FROM unnest(contents) WITH ORDINALITY AS held (id, place)) AS live
    FROM text_segment WHERE id = ANY ($1::bigint[]) ORDER BY id`,
};

export async function blocksOf(database: Database, segmentId: number): Promise<Buffer[]> {
  return (await queryOn<{ octets: Buffer }>(database, selectBlocks, [segmentId])).map((row) => row.octets);
}

const selectBlocks: HotStatement = {
  name: 'store-text-blocks',
  text: 'SELECT octets FROM text_block WHERE segment_id = $1 ORDER BY first_token',
};

/** Answers how many of them there were. */
export async function deleteSegments(tx: Tx, ids: readonly number[]): Promise<number> {
  const [gone] = await Promise.all([queryIn(tx, deleteSegmentRows, [ids]), queryIn(tx, deleteBlocks, [ids])]);
  return gone.length;
}

const deleteSegmentRows: HotStatement = {
  name: 'store-delete-text-segments',
  text: 'DELETE FROM text_segment WHERE id = ANY ($1::bigint[]) RETURNING id',
};

const deleteBlocks: HotStatement = {
  name: 'store-delete-text-blocks',
  text: 'DELETE FROM text_block WHERE segment_id = ANY ($1::bigint[])',
};

/** The segment whose contents were looked at longest ago, if that is due again. */
export async function uncheckedSegment(database: Database): Promise<number | undefined> {
  const [row] = await queryOn<{ id: number }>(database, selectUnchecked, [storeLimits.textSegmentCheckMs]);
  return row?.id;
}

const selectUnchecked: HotStatement = {
  name: 'store-unchecked-text-segment',
  text: `SELECT id FROM text_segment WHERE checked_at < now() - $1::bigint * interval '1 ms' ORDER BY checked_at LIMIT 1`,
};

export async function segmentChecked(database: Database, id: number): Promise<void> {
  await queryOn(database, updateChecked, [id]);
}

const updateChecked: HotStatement = {
  name: 'store-text-segment-checked',
  text: 'UPDATE text_segment SET checked_at = now() WHERE id = $1',
};
