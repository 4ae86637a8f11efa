import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { MailboxId } from '#kernel/ids.ts';

export interface RecentClaim {
  readonly mailboxId: MailboxId;
  /** Messages below this UID are claimed. */
  readonly belowUid: number;
}

/**
 * Gives out what no session was shown yet: answers, by mailbox, from which UID on messages are the claimant's; mailboxes with nothing new are
 * absent, and cost a look. At most one claim a mailbox. It waits neither for the mailbox's row nor for the disk: what a crash forgets is shown
 * as recent twice.
 */
export async function claimRecent(database: Database, claims: readonly RecentClaim[]): Promise<Map<MailboxId, number>> {
  const rows = await queryOn<{ mailbox_id: MailboxId; claimed_from: number }>(database, insertClaims, [
    claims.map(({ mailboxId }) => mailboxId),
    claims.map(({ belowUid }) => belowUid),
  ]);
  return new Map(rows.map((row) => [row.mailbox_id, row.claimed_from]));
}

const insertClaims: HotStatement = {
  name: 'store-claim-recent',
  text: `
    INSERT INTO mailbox_recent AS known (mailbox_id, claimed_from, first_uid)
    SELECT asked.mailbox_id, 1, asked.below FROM unnest($1::bigint[], $2::bigint[]) AS asked (mailbox_id, below)
    LEFT JOIN mailbox_recent AS before USING (mailbox_id)
    WHERE coalesce(before.first_uid, 1) < asked.below AND set_config('synchronous_commit', 'off', true) = 'off'
    ORDER BY mailbox_id
    ON CONFLICT (mailbox_id) DO UPDATE SET claimed_from = known.first_uid, first_uid = excluded.first_uid
      WHERE known.first_uid < excluded.first_uid
    RETURNING mailbox_id, claimed_from`,
};

/** From which UID on no session was shown a mailbox's messages yet. */
export async function firstRecentOf(database: Database, mailboxId: MailboxId): Promise<number> {
  const [row] = await queryOn<{ first_uid: number }>(database, selectFirstRecent, [mailboxId]);
  return row?.first_uid ?? 1;
}

const selectFirstRecent: HotStatement = {
  name: 'store-first-recent',
  text: 'SELECT first_uid FROM mailbox_recent WHERE mailbox_id = $1',
};

/** How many messages of each mailbox no session was shown yet; mailboxes with none are absent. */
export async function recentCountsOf(database: Database, mailboxIds: readonly MailboxId[]): Promise<Map<MailboxId, number>> {
  const rows = await queryOn<{ mailbox_id: MailboxId; recent: number }>(database, countRecent, [mailboxIds]);
  return new Map(rows.map((row) => [row.mailbox_id, row.recent]));
}

const countRecent: HotStatement = {
  name: 'store-count-recent',
  text: `
    SELECT asked.mailbox_id, counted.recent FROM unnest($1::bigint[]) AS asked (mailbox_id)
    LEFT JOIN mailbox_recent AS before USING (mailbox_id)
    CROSS JOIN LATERAL (
      SELECT count(*) AS recent FROM message_state
      WHERE message_state.mailbox_id = asked.mailbox_id AND uid >= coalesce(before.first_uid, 1)) AS counted
    WHERE counted.recent > 0`,
};
