import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { trafficLimits } from './limits.ts';

/** The addresses that messages not gathered yet were sent from. */
export async function waitingSenders(database: Database): Promise<string[]> {
  const rows = await queryOn<{ address: string }>(database, selectSenders, []);
  return rows.map(({ address }) => address);
}

const selectSenders: HotStatement = {
  name: 'traffic-waiting-senders',
  text: 'SELECT DISTINCT sent_as AS address FROM mail_traffic WHERE sent_as IS NOT NULL',
};

export interface SenderOwner {
  readonly address: string;
  /** null: nobody's; then it counts for who acted. */
  readonly accountId: AccountId | null;
}

/**
 * Makes days of the next rows, at most so many, of those whose senders are among the given. Answers how many they were. One at a time, by a lock
 * that goes with the transaction.
 */
export async function gatherNext(tx: Tx, senders: readonly SenderOwner[]): Promise<number> {
  await queryIn(tx, lockGathering, []);
  const [row] = await queryIn<{ gathered: number }>(tx, gatherRows, [
    senders.map(({ address }) => address),
    senders.map(({ accountId }) => accountId),
    trafficLimits.gatheredRowsMax,
    trafficLimits.minutesKept,
  ]);
  return row?.gathered ?? 0;
}

const lockGathering: HotStatement = {
  name: 'traffic-lock-gathering',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('mail_traffic', 0))`,
};

const sums = ['received', 'received_outside', 'received_signed', 'received_octets', 'sent', 'sent_outside', 'sent_signed', 'sent_octets'];

// A day of somebody counts once for each statement, in one order for all of them: no two wait for each other.
const gatherRows: HotStatement = {
  name: 'traffic-gather',
  text: `
    WITH gone AS (
      DELETE FROM mail_traffic WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM mail_traffic WHERE sent_as IS NULL OR sent_as = ANY ($1::text[]) LIMIT $3::bigint))
      RETURNING *
    ), passed AS (
      SELECT gone.*, (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
        CASE origin WHEN 'own' THEN coalesce(owner.account_id, actor_account_id) END AS sender
      FROM gone LEFT JOIN unnest($1::text[], $2::bigint[]) AS owner (address, account_id) ON owner.address = gone.sent_as
    ), counted AS (
      SELECT account_id, day, count(*) AS received, count(*) FILTER (WHERE origin = 'outside') AS received_outside,
        count(*) FILTER (WHERE is_signed) AS received_signed, sum(octets) AS received_octets,
        0 AS sent, 0 AS sent_outside, 0 AS sent_signed, 0 AS sent_octets
      FROM passed CROSS JOIN unnest(account_ids) AS account_id WHERE stopped_as IS NULL GROUP BY account_id, day
      UNION ALL
      SELECT sender, day, 0, 0, 0, 0, count(*), count(*) FILTER (WHERE outside_recipients > 0), count(*) FILTER (WHERE is_signed), sum(octets)
      FROM passed WHERE stopped_as IS NULL AND sender IS NOT NULL GROUP BY sender, day
    ), days AS (
      INSERT INTO mail_day (account_id, day, ${sums.join(', ')})
      SELECT account_id, day, ${sums.map((name) => `sum(${name})`).join(', ')} FROM counted GROUP BY account_id, day ORDER BY account_id, day
      ON CONFLICT (account_id, day) DO UPDATE SET ${sums.map((name) => `${name} = mail_day.${name} + excluded.${name}`).join(', ')}
    ), stopped AS (
      INSERT INTO mail_stopped_day (account_id, day, name, amount)
      SELECT coalesce(sender, account_ids[1], 0) AS account_id, day, stopped_as, count(*)
      FROM passed WHERE stopped_as IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (account_id, day, name) DO UPDATE SET amount = mail_stopped_day.amount + excluded.amount
    ), kept AS (
      SELECT date_trunc('minute', now()) - $4::int * interval '1 minute' AS since
    ), minutes AS (
      INSERT INTO mail_minute (minute, received, sent)
      SELECT date_trunc('minute', at), sum(cardinality(account_ids)), count(*) FILTER (WHERE origin = 'own')
      FROM passed, kept WHERE stopped_as IS NULL AND at >= since GROUP BY 1 ORDER BY 1
      ON CONFLICT (minute) DO UPDATE SET received = mail_minute.received + excluded.received, sent = mail_minute.sent + excluded.sent
    ), forgotten AS (
      DELETE FROM mail_minute USING kept WHERE minute < since
    )
    SELECT count(*) AS gathered FROM gone`,
};
