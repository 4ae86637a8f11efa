import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { storeLimits } from './limits.ts';

/** Which annotations: of a mailbox, or with null of the reader's account as a whole. */
export interface MetadataPlace {
  readonly mailboxId: MailboxId | null;
  readonly readerId: AccountId;
}

/** All that a reader sees: the shared annotations and the reader's own, by entry. */
export async function metadataOf(database: Database, { mailboxId, readerId }: MetadataPlace): Promise<Map<string, Buffer>> {
  const rows = await queryOn<{ entry: string; value: Buffer }>(database, selectMetadata, [mailboxId, readerId]);
  return new Map(rows.map(({ entry, value }) => [entry, value]));
}

const selectMetadata: HotStatement = {
  name: 'store-metadata',
  text: `
    SELECT entry, value FROM mailbox_metadata
    WHERE mailbox_id IS NOT DISTINCT FROM $1::bigint AND (reader_account_id = $2::bigint OR (reader_account_id IS NULL AND $1 IS NOT NULL))
    ORDER BY entry`,
};

/** Sets and (null) removes annotations. Entries that begin with /private/ are the reader's own. */
export async function changeMetadata(
  tx: Tx,
  { mailboxId, readerId }: MetadataPlace,
  changes: ReadonlyMap<string, Buffer | null>,
): Promise<Result<void>> {
  for (const [entry, value] of changes) {
    const owner = entry.startsWith('/private/') ? readerId : null;
    await queryIn(tx, value === null ? deleteMetadata : upsertMetadata, [mailboxId, owner, entry, ...(value === null ? [] : [value])]);
  }
  const [most] = await queryIn<{ count: number }>(tx, countMetadata, [mailboxId, readerId]);
  return (most?.count ?? 0) > storeLimits.metadataEntriesMax ? refused(refusal('limit', 'Too many annotations')) : ok();
}

const upsertMetadata: HotStatement = {
  name: 'store-set-metadata',
  text: `
    INSERT INTO mailbox_metadata (mailbox_id, reader_account_id, entry, value) VALUES ($1::bigint, $2::bigint, $3, $4)
    ON CONFLICT (mailbox_id, reader_account_id, entry) DO UPDATE SET value = excluded.value`,
};

const deleteMetadata: HotStatement = {
  name: 'store-remove-metadata',
  text: `
    DELETE FROM mailbox_metadata
    WHERE mailbox_id IS NOT DISTINCT FROM $1::bigint AND reader_account_id IS NOT DISTINCT FROM $2::bigint AND entry = $3`,
};

/** The larger of the two kinds: private ones of one reader are no burden on the others. */
const countMetadata: HotStatement = {
  name: 'store-count-metadata',
  text: `
    SELECT coalesce(max(kind.count), 0)::int AS count FROM (
      SELECT count(*) FROM mailbox_metadata
      WHERE mailbox_id IS NOT DISTINCT FROM $1::bigint AND (reader_account_id = $2::bigint OR reader_account_id IS NULL)
      GROUP BY reader_account_id) AS kind`,
};
