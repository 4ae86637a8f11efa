import { type Database, type HotStatement, integers, queryOn } from '#io/database.ts';
import type { AccountId, ContentId, MailboxId, MessageId, Uid } from '#kernel/ids.ts';
import type { TokenRange } from '#mail/mime/search-tokens.ts';
import { sharedTexts } from './text-index-sql.ts';

export interface FoundBlock {
  readonly segment: number;
  readonly documents: number;
  /** Which of the ranges asked for it may hold tokens of, counted from 0. */
  readonly range: number;
  readonly octets: Buffer;
}

/** The blocks that may hold tokens of the ranges, of the account's segments and of those for all. One statement: segments are merged. */
export function blocksCovering(database: Database, accountId: AccountId, ranges: readonly TokenRange[]): Promise<FoundBlock[]> {
  const octets = (token: string) => Buffer.from(token, 'latin1');
  return queryOn(database, selectCovering, [
    [accountId, sharedTexts],
    ranges.map(({ low }) => octets(low)),
    ranges.map(({ high }) => octets(high)),
  ]);
}

const selectCovering: HotStatement = {
  name: 'store-text-blocks-covering',
  text: `
    SELECT segment.id AS segment, segment.documents, wanted.number::int - 1 AS range, block.octets
    FROM text_segment segment
    CROSS JOIN unnest($2::bytea[], $3::bytea[]) WITH ORDINALITY AS wanted (low, high, number)
    CROSS JOIN LATERAL (
      (SELECT octets FROM text_block WHERE segment_id = segment.id AND first_token <= wanted.low ORDER BY first_token DESC LIMIT 1)
      UNION ALL
      (SELECT octets FROM text_block WHERE segment_id = segment.id AND first_token > wanted.low AND first_token <= wanted.high)) block
    WHERE segment.account_id = ANY ($1::bigint[])`,
};

/** By segment, those that are still there: contents by document number. */
export async function contentsOf(database: Database, segments: readonly number[]): Promise<Map<number, readonly ContentId[]>> {
  const rows = await queryOn<{ id: number; contents: string }>(database, selectContents, [segments]);
  return new Map(rows.map((row) => [row.id, row.contents.split(',').map(Number) as ContentId[]]));
}

const selectContents: HotStatement = {
  name: 'store-text-segment-contents',
  text: `SELECT id, array_to_string(contents, ',') AS contents FROM text_segment WHERE id = ANY ($1::bigint[])`,
};

// UIDs as one text: a hundred thousand rows take the driver ten times as long.
const uidsOf = (rows: readonly { readonly uids: string | null }[]) => (rows[0]?.uids?.split(',') ?? []).map(Number) as Uid[];

/** UIDs in a mailbox of messages with these contents, in no order. */
export async function uidsWithContents(database: Database, mailboxId: MailboxId, contents: readonly ContentId[]): Promise<Uid[]> {
  return uidsOf(await queryOn<{ uids: string | null }>(database, selectUids, [mailboxId, integers(contents)]));
}

const selectUids: HotStatement = {
  name: 'store-uids-with-contents',
  text: `
    SELECT string_agg(uid::text, ',') AS uids FROM message WHERE content_id = ANY ($2::bigint[]) AND mailbox_id = $1`,
};

/** UIDs in a mailbox of what the index does not tell all about: later messages, and contents indexed in part. */
export async function unindexedUids(
  database: Database,
  { accountId, mailboxId }: { accountId: AccountId; mailboxId: MailboxId },
  indexedTo: MessageId,
): Promise<Uid[]> {
  const values = [mailboxId, indexedTo, [accountId, sharedTexts]];
  return uidsOf(await queryOn<{ uids: string | null }>(database, selectUnindexed, values));
}

const selectUnindexed: HotStatement = {
  name: 'store-unindexed-uids',
  text: `
    SELECT string_agg(uid::text, ',') AS uids FROM (
      SELECT uid FROM message WHERE mailbox_id = $1 AND id > $2
      UNION
      SELECT uid FROM message WHERE mailbox_id = $1
        AND content_id IN (SELECT content_id FROM text_partial WHERE account_id = ANY ($3::bigint[]))) AS unindexed`,
};
