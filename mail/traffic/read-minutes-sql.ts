import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import { trafficLimits } from './limits.ts';

/** Messages of the last hour by whole minutes, the running one last, whether or not they were gathered into days yet. */
export interface TrafficMinutes {
  /** A message to several mailboxes counts in each. */
  readonly received: readonly number[];
  readonly sent: readonly number[];
}

export async function trafficByMinute(database: Database): Promise<TrafficMinutes> {
  const [row] = await queryOn<TrafficMinutes>(database, selectMinutes, [trafficLimits.minutesShown]);
  return row!;
}

const selectMinutes: HotStatement = {
  name: 'traffic-minutes',
  text: `
    WITH shown AS (
      SELECT date_trunc('minute', now()) - ago * interval '1 minute' AS minute FROM generate_series(0, $1::int - 1) AS ago
    ), passed AS (
      SELECT minute, received, sent FROM mail_minute WHERE minute >= (SELECT min(minute) FROM shown)
      UNION ALL
      SELECT date_trunc('minute', at), cardinality(account_ids), (origin = 'own')::int
      FROM mail_traffic WHERE stopped_as IS NULL AND at >= (SELECT min(minute) FROM shown)
    ), summed AS (
      SELECT minute, sum(received) AS received, sum(sent) AS sent FROM passed GROUP BY minute
    )
    SELECT jsonb_agg(coalesce(received, 0) ORDER BY minute) AS received, jsonb_agg(coalesce(sent, 0) ORDER BY minute) AS sent
    FROM shown LEFT JOIN summed USING (minute)`,
};
