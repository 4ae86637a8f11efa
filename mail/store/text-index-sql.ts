import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, ContentId, MessageId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { PartFacts } from '#mail/mime/content-facts.ts';
import type { BodyPlace } from './body-store.ts';
import { storeLimits } from './limits.ts';

/** Under this account stand the contents that many accounts hold. */
export const sharedTexts = 0 as AccountId;

export interface TextIndexLook {
  readonly latest: MessageId;
  readonly indexed_to: MessageId;
  /** Another process has the right to write. */
  readonly is_elsewhere: boolean;
}

/** Whether there is anything to do, without writing anything. */
export async function lookAtTextIndex(database: Database, holder: string): Promise<TextIndexLook> {
  const [row] = await queryOn<TextIndexLook>(database, selectLook, [holder]);
  return row!;
}

const selectLook: HotStatement = {
  name: 'store-look-at-text-index',
  text: `
    SELECT (SELECT coalesce(max(id), 0) FROM message) AS latest, indexed_to,
      holder IS NOT NULL AND holder <> $1 AND leased_until > clock_timestamp() AS is_elsewhere
    FROM text_index WHERE only_row`,
};

/** Messages that wait to be indexed, at most: identities that came to nothing are counted too. */
export async function textIndexBehind(database: Database): Promise<number> {
  const [row] = await queryOn<{ behind: number }>(database, selectBehind, []);
  return row!.behind;
}

const selectBehind: HotStatement = {
  name: 'store-text-index-behind',
  text: 'SELECT greatest((SELECT coalesce(max(id), 0) FROM message) - indexed_to, 0) AS behind FROM text_index WHERE only_row',
};

export interface TextProgress {
  readonly indexed_to: MessageId;
  readonly ahead_to: MessageId;
  /** All transactions that could bring messages up to `ahead_to` have ended. */
  readonly is_settled: boolean;
  /** What was looked ahead to was noted by another cluster, from a dump of which this one was made: its transactions mean nothing here. */
  readonly is_foreign: boolean;
}

/** The right to write the index, for the time of a lease; undefined while another process has it. */
export async function takeTextIndex(database: Database, holder: string): Promise<TextProgress | undefined> {
  const [row] = await queryOn<TextProgress>(database, updateLease, [holder, storeLimits.textLeaseMs]);
  return row;
}

const updateLease: HotStatement = {
  name: 'store-take-text-index',
  text: `
    UPDATE text_index SET holder = $1, leased_until = clock_timestamp() + $2::int * interval '1 ms'
    WHERE only_row AND (holder = $1 OR leased_until <= clock_timestamp())
    RETURNING indexed_to, ahead_to, pg_snapshot_xmin(pg_current_snapshot()) >= ahead_xid AS is_settled,
      ahead_xid > pg_current_xact_id() AS is_foreign`,
};

export async function dropTextIndex(database: Database, holder: string): Promise<void> {
  await queryOn(database, deleteLease, [holder]);
}

const deleteLease: HotStatement = {
  name: 'store-drop-text-index',
  text: `UPDATE text_index SET holder = NULL, leased_until = '-infinity' WHERE only_row AND holder = $1`,
};

/**
 * Notes how far the next steps may go. Message identities become visible out of order: whoever has taken one below `aheadTo` had a transaction
 * identity before `aheadTo` was seen, and this statement's own is later than all those.
 */
export async function lookAhead(database: Database, holder: string, aheadTo: MessageId): Promise<void> {
  await queryOn(database, updateAhead, [holder, aheadTo]);
}

const updateAhead: HotStatement = {
  name: 'store-look-ahead',
  text: 'UPDATE text_index SET ahead_to = $2, ahead_xid = pg_current_xact_id() WHERE only_row AND holder = $1',
};

export interface BatchRow {
  readonly id: MessageId;
  readonly content_id: ContentId;
  readonly size_octets: number;
}

/** The next messages, by identity. */
export function nextMessages(database: Database, after: MessageId, upTo: MessageId): Promise<BatchRow[]> {
  return queryOn(database, selectNext, [after, upTo, storeLimits.textBatchMessages]);
}

const selectNext: HotStatement = {
  name: 'store-next-texts',
  text: `
    SELECT message.id, content_id, content.size_octets FROM message JOIN content ON content.id = content_id
    WHERE message.id > $1 AND message.id <= $2 ORDER BY message.id LIMIT $3`,
};

export interface TextPlace {
  readonly content_id: ContentId;
  readonly account_id: AccountId;
}

/**
 * Where the contents of the messages after `after` up to `upTo` are to be indexed. Nowhere again for an account that had it before (a copy, a
 * move), and for all at once, under `sharedTexts`, as soon as enough accounts hold it. What was forgotten meanwhile counts no more: then a
 * content is indexed a second time, which does no harm.
 */
export function textPlaces(database: Database, contents: readonly ContentId[], after: MessageId, upTo: MessageId): Promise<TextPlace[]> {
  return queryOn(database, selectPlaces, [contents, after, upTo, storeLimits.textSharedAccountsMin]);
}

const selectPlaces: HotStatement = {
  name: 'store-text-places',
  text: `
    WITH held AS (
      SELECT content_id, account_id, min(id) <= $2 AS was_before FROM message
      WHERE content_id = ANY ($1::bigint[]) AND id <= $3 GROUP BY content_id, account_id),
    spread AS (
      SELECT content_id, count(*) AS accounts, count(*) FILTER (WHERE was_before) AS accounts_before FROM held GROUP BY content_id)
    SELECT content_id, account_id FROM held JOIN spread USING (content_id) WHERE accounts < $4 AND NOT was_before
    UNION ALL
    SELECT content_id, 0 FROM spread WHERE accounts >= $4 AND accounts_before < $4
    ORDER BY account_id, content_id`,
};

export interface TextSource extends BodyPlace {
  readonly content_id: ContentId;
  readonly header_octets: number;
  readonly parts: readonly PartFacts[];
}

export function textSources(database: Database, contents: readonly ContentId[]): Promise<TextSource[]> {
  return queryOn(database, selectSources, [contents]);
}

const selectSources: HotStatement = {
  name: 'store-text-sources',
  text: `
    SELECT content.id AS content_id, header_octets, parts, body.id, body.size_octets, storage, encoding, location, frame_index
    FROM content JOIN body ON body.id = body_id WHERE content.id = ANY ($1::bigint[])`,
};

/** False: another process has taken over, or has been here already; then nothing may be written. */
export async function advanceTextIndex(tx: Tx, { holder, from, to }: { holder: string; from: MessageId; to: MessageId }): Promise<boolean> {
  return (await queryIn(tx, updateProgress, [holder, from, to])).length === 1;
}

const updateProgress: HotStatement = {
  name: 'store-advance-text-index',
  text: 'UPDATE text_index SET indexed_to = $3 WHERE only_row AND holder = $1 AND indexed_to = $2 RETURNING indexed_to',
};

export async function insertPartial(tx: Tx, places: readonly TextPlace[]): Promise<void> {
  if (places.length === 0) return;
  await queryIn(tx, insertPartialRows, [places.map((place) => place.account_id), places.map((place) => place.content_id)]);
}

const insertPartialRows: HotStatement = {
  name: 'store-insert-text-partial',
  text: `
    INSERT INTO text_partial (account_id, content_id) SELECT * FROM unnest($1::bigint[], $2::bigint[]) ON CONFLICT DO NOTHING`,
};

/** Messages that came after the last one indexed, up to the latest: how far behind the index is, by identities. */
export async function textIndexedTo(database: Database): Promise<MessageId> {
  const [row] = await queryOn<{ indexed_to: MessageId }>(database, selectProgress, []);
  return row!.indexed_to;
}

const selectProgress: HotStatement = { name: 'store-text-indexed-to', text: 'SELECT indexed_to FROM text_index WHERE only_row' };
