import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { BodyId, MailboxId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { storeLimits } from './limits.ts';

// The sweeper never races a delivery: a delivery that re-uses a body holds its rows FOR KEY SHARE until it commits; the sweeper takes them
// FOR UPDATE (skipping what is held), and looks for references only with that lock in hand.

/** Forgets messages expunged before a time, and raises their mailboxes' QRESYNC floor. Answers how many. */
export async function forgetExpunged(tx: Tx, before: Date): Promise<number> {
  // Mailboxes first and in ascending id, as every command locks them, deleted ones too.
  const locked = await queryIn<{ id: MailboxId }>(tx, lockForgetting, [before, storeLimits.sweepBatchRows]);
  const [row] = await queryIn<{ count: number }>(tx, deleteExpunged, [before, storeLimits.sweepBatchRows, locked.map(({ id }) => id)]);
  return row?.count ?? 0;
}

const lockForgetting: HotStatement = {
  name: 'sweep-lock-forgetting',
  text: `
    SELECT id FROM mailbox
    WHERE id IN (SELECT mailbox_id FROM message WHERE expunged_at < $1 ORDER BY expunged_at LIMIT $2)
    ORDER BY id FOR NO KEY UPDATE`,
};

const deleteExpunged: HotStatement = {
  name: 'sweep-forget-expunged',
  text: `
    WITH old AS (
      SELECT mailbox_id, uid FROM message WHERE expunged_at < $1 AND mailbox_id = ANY ($3::bigint[]) ORDER BY expunged_at LIMIT $2),
    gone AS (
      DELETE FROM message USING old WHERE message.mailbox_id = old.mailbox_id AND message.uid = old.uid
      RETURNING message.mailbox_id, expunged_modseq),
    floor AS (
      UPDATE mailbox SET expunge_floor_modseq = greatest(expunge_floor_modseq, highest.modseq)
      FROM (SELECT mailbox_id, max(expunged_modseq) AS modseq FROM gone GROUP BY mailbox_id) highest
      WHERE mailbox.id = highest.mailbox_id)
    SELECT count(*) FROM gone`,
};

export interface SweptBodies {
  /** Live bodies that nothing refers to at this moment. */
  readonly unreferenced: readonly BodyId[];
  /** Where the next look goes on; null when all bodies have been looked at. */
  readonly next: BodyId | null;
}

/**
 * Looks at the next bodies after `after`, made before a time, for those without references, and locks them. A window at a time: among
 * millions of bodies that are all in use, a search for the unused ones would not end within a statement's time.
 */
export async function unreferencedBodies(tx: Tx, before: Date, after: BodyId): Promise<SweptBodies> {
  const [window] = await queryIn<{ last: BodyId | null; count: number }>(tx, selectWindow, [after, storeLimits.sweepWindowBodies]);
  if (!window || window.last === null) return { unreferenced: [], next: null };
  const rows = await queryIn<{ id: BodyId }>(tx, lockUnreferenced, [before, after, window.last]);
  return { unreferenced: rows.map((row) => row.id), next: window.count < storeLimits.sweepWindowBodies ? null : window.last };
}

const selectWindow: HotStatement = {
  name: 'sweep-window',
  text: 'SELECT max(id) AS last, count(*) FROM (SELECT id FROM body WHERE id > $1 ORDER BY id LIMIT $2) window_bodies',
};

const unreferenced = `NOT EXISTS (SELECT FROM message WHERE message.content_id = content.id)
      AND NOT EXISTS (SELECT FROM queue_message WHERE queue_message.content_id = content.id)`;

const lockUnreferenced: HotStatement = {
  name: 'sweep-unreferenced',
  text: `
    SELECT body.id FROM body JOIN content ON content.body_id = body.id
    WHERE body.id > $2 AND body.id <= $3 AND tombstoned_at IS NULL AND body.created_at < $1 AND ${unreferenced}
    ORDER BY body.id FOR UPDATE SKIP LOCKED`,
};

/** Tombstones those of the locked candidates that are still unreferenced: from now on a delivery makes a new body. */
export async function tombstone(tx: Tx, ids: readonly BodyId[], at: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const rows = await queryIn<{ id: BodyId }>(tx, tombstoneBodies, [ids, at]);
  return rows.length;
}

// A statement of its own: it sees what was committed while the rows were being locked.
const tombstoneBodies: HotStatement = {
  name: 'sweep-tombstone',
  text: `
    UPDATE body SET tombstoned_at = $2 FROM content
    WHERE body.id = ANY ($1::bigint[]) AND content.body_id = body.id AND tombstoned_at IS NULL AND ${unreferenced}
    RETURNING body.id`,
};

export interface TombstonedBody {
  readonly id: BodyId;
  readonly storage: string;
  readonly location: string;
}

/** Bodies tombstoned before a time. None of them ever comes back to life, so they need no lock. */
export function tombstonedBodies(database: Database, before: Date): Promise<TombstonedBody[]> {
  return queryOn(database, selectTombstoned, [before, storeLimits.sweepBatchRows]);
}

const selectTombstoned: HotStatement = {
  name: 'sweep-tombstoned',
  text: 'SELECT id, storage, location FROM body WHERE tombstoned_at < $1 ORDER BY tombstoned_at LIMIT $2',
};

/** Deletes the rows of tombstoned bodies whose octets are gone. */
export async function bury(tx: Tx, ids: readonly BodyId[]): Promise<void> {
  await queryIn(tx, deletePartialTexts, [ids]);
  await queryIn(tx, deleteContents, [ids]);
  await queryIn(tx, deleteBodies, [ids]);
}

// Of the text index only this: its segments forget what is gone when they are merged or looked through.
const deletePartialTexts: HotStatement = {
  name: 'sweep-bury-text-partial',
  text: 'DELETE FROM text_partial WHERE content_id IN (SELECT id FROM content WHERE body_id = ANY ($1::bigint[]))',
};
const deleteContents: HotStatement = { name: 'sweep-bury-content', text: 'DELETE FROM content WHERE body_id = ANY ($1::bigint[])' };
const deleteBodies: HotStatement = {
  name: 'sweep-bury-body',
  text: 'DELETE FROM body WHERE id = ANY ($1::bigint[]) AND tombstoned_at IS NOT NULL',
};
