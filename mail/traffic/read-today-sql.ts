import { type Database, type HotStatement, queryOn } from '#io/database.ts';

/** Messages of a day in Vietnam so far, whether or not they were gathered into days yet. */
export interface TrafficToday {
  /** A message to several mailboxes counts in each. */
  readonly received: number;
  readonly sent: number;
  /** Refused for what they carried. */
  readonly stopped: number;
}

export async function trafficOn(database: Database, day: string): Promise<TrafficToday> {
  const [row] = await queryOn<TrafficToday>(database, selectToday, [day]);
  return row!;
}

const selectToday: HotStatement = {
  name: 'traffic-today',
  text: `
    WITH passed AS (
      SELECT received, sent, 0 AS stopped FROM mail_day WHERE day = $1::date
      UNION ALL
      SELECT 0, 0, amount FROM mail_stopped_day WHERE day = $1::date
      UNION ALL
      SELECT CASE WHEN stopped_as IS NULL THEN cardinality(account_ids) ELSE 0 END,
        CASE WHEN stopped_as IS NULL AND origin = 'own' THEN 1 ELSE 0 END, CASE WHEN stopped_as IS NULL THEN 0 ELSE 1 END
      FROM mail_traffic WHERE (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = $1::date
    )
    SELECT coalesce(sum(received), 0)::bigint AS received, coalesce(sum(sent), 0)::bigint AS sent, coalesce(sum(stopped), 0)::bigint AS stopped
    FROM passed`,
};
