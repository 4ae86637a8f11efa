import { type HotStatement, queryIn } from '#io/database.ts';
import type { BodyId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { storeLimits } from './limits.ts';

// The sweeper never races a delivery: a delivery that re-uses a body holds its rows FOR KEY SHARE until it commits; the sweeper takes them
// FOR UPDATE (skipping what is held), and looks for references only with that lock in hand.

/** Forgets messages expunged before a time, and raises their mailboxes' QRESYNC floor. Answers how many. */
export async function forgetExpunged(tx: Tx, before: Date): Promise<number> {
  const [row] = await queryIn<{ count: number }>(tx, deleteExpunged, [before, storeLimits.sweepBatchRows]);
  return row?.count ?? 0;
}

const deleteExpunged: HotStatement = {
  name: 'sweep-forget-expunged',
  text: `
    WITH old AS (
      SELECT mailbox_id, uid FROM message WHERE expunged_at < $1 ORDER BY expunged_at LIMIT $2 FOR UPDATE SKIP LOCKED),
    gone AS (
      DELETE FROM message USING old WHERE message.mailbox_id = old.mailbox_id AND message.uid = old.uid
      RETURNING message.mailbox_id, expunged_modseq),
    floor AS (
      UPDATE mailbox SET expunge_floor_modseq = greatest(expunge_floor_modseq, highest.modseq)
      FROM (SELECT mailbox_id, max(expunged_modseq) AS modseq FROM gone GROUP BY mailbox_id) highest
      WHERE mailbox.id = highest.mailbox_id)
    SELECT count(*) FROM gone`,
};

/** Candidates: live bodies that nothing refers to at this moment, made before a time. */
export async function unreferencedBodies(tx: Tx, before: Date): Promise<BodyId[]> {
  const rows = await queryIn<{ id: BodyId }>(tx, selectUnreferenced, [before, storeLimits.sweepBatchRows]);
  return rows.map((row) => row.id);
}

const unreferenced = `NOT EXISTS (SELECT FROM message WHERE message.content_id = content.id)
      AND NOT EXISTS (SELECT FROM queue_message WHERE queue_message.content_id = content.id)`;

const selectUnreferenced: HotStatement = {
  name: 'sweep-unreferenced',
  text: `
    SELECT body.id FROM body JOIN content ON content.body_id = body.id
    WHERE tombstoned_at IS NULL AND body.created_at < $1 AND ${unreferenced}
    ORDER BY body.id LIMIT $2 FOR UPDATE SKIP LOCKED`,
};

/** Tombstones those of the locked candidates that are still unreferenced: from now on a delivery makes a new body. */
export async function tombstone(tx: Tx, ids: readonly BodyId[]): Promise<number> {
  const rows = await queryIn<{ id: BodyId }>(tx, tombstoneBodies, [ids]);
  return rows.length;
}

// A statement of its own: it sees what was committed while the rows were being locked.
const tombstoneBodies: HotStatement = {
  name: 'sweep-tombstone',
  text: `
    UPDATE body SET tombstoned_at = clock_timestamp() FROM content
    WHERE body.id = ANY ($1::bigint[]) AND content.body_id = body.id AND tombstoned_at IS NULL AND ${unreferenced}
    RETURNING body.id`,
};

export interface BuriedBody {
  readonly id: BodyId;
  readonly storage: string;
  readonly location: string;
}

/** Deletes the rows of bodies tombstoned before a time; the caller removes their octets after the commit. */
export function bury(tx: Tx, before: Date): Promise<BuriedBody[]> {
  return queryIn(tx, deleteTombstoned, [before, storeLimits.sweepBatchRows]);
}

const deleteTombstoned: HotStatement = {
  name: 'sweep-bury',
  text: `
    WITH old AS (SELECT id FROM body WHERE tombstoned_at < $1 ORDER BY tombstoned_at LIMIT $2 FOR UPDATE SKIP LOCKED),
    facts AS (DELETE FROM content USING old WHERE content.body_id = old.id RETURNING content.body_id)
    DELETE FROM body USING old LEFT JOIN facts ON facts.body_id = old.id WHERE body.id = old.id
    RETURNING body.id, body.storage, body.location`,
};
