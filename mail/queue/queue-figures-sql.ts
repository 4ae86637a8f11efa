import { type Database, type HotStatement, queryOn } from '#io/database.ts';

/** How the queue stands. */
export interface QueueFigures {
  /** Recipients; those being sent at the moment wait too. */
  readonly waiting: number;
  readonly held: number;
  /** Of those that wait: tried before, and not taken. */
  readonly retried: number;
  /** When the message came in that has waited longest; null: none waits. */
  readonly oldestAt: Date | null;
  /** Recipients that other servers took within the last hour, minute by minute, the last one last. */
  readonly handedOver: readonly number[];
  /** Recipients given up within the last day. */
  readonly failedInDay: number;
}

export async function queueFigures(database: Database): Promise<QueueFigures> {
  const [row] = await queryOn<QueueFigures>(database, selectFigures, []);
  return row!;
}

const selectFigures: HotStatement = {
  name: 'queue-figures',
  text: `
    WITH unfinished AS (
      SELECT queue_message_id, state, attempts FROM queue_recipient WHERE state IN ('waiting', 'held')
    ), handed AS (
      SELECT floor(extract(epoch FROM now() - finished_at) / 60)::int AS minute, count(*) AS amount
      FROM queue_recipient WHERE state = 'delivered' AND finished_at > now() - interval '1 hour' GROUP BY 1
    )
    SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'held') AS held,
      count(*) FILTER (WHERE state = 'waiting' AND attempts > 0) AS retried,
      (SELECT min(created_at) FROM queue_message WHERE id IN (SELECT queue_message_id FROM unfinished WHERE state = 'waiting')) AS "oldestAt",
      (SELECT jsonb_agg(coalesce(amount, 0) ORDER BY m DESC) FROM generate_series(0, 59) AS m LEFT JOIN handed ON minute = m) AS "handedOver",
      (SELECT count(*) FROM queue_recipient WHERE state = 'failed' AND finished_at > now() - interval '1 day') AS "failedInDay"
    FROM unfinished`,
};
