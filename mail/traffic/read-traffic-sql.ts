import { type Database, type HotStatement, integers, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

/** Days of one account that count for one group. Days are `YYYY-MM-DD`, both ends included. */
export interface TrafficSpan {
  /** 0: what was stopped and was nobody's of ours. */
  readonly accountId: AccountId | 0;
  /** Whatever the caller sums by. */
  readonly group: number;
  readonly from: string;
  readonly to: string;
}

/** Messages, and their octets. */
export interface TrafficTotals {
  readonly received: number;
  readonly receivedOutside: number;
  readonly receivedSigned: number;
  readonly receivedOctets: number;
  readonly sent: number;
  readonly sentOutside: number;
  readonly sentSigned: number;
  readonly sentOctets: number;
  readonly stopped: number;
}

/** What passed on the days of each group; groups without any are not in it. Gather first, or the last hour is missing. */
export async function sumTraffic(database: Database, spans: readonly TrafficSpan[]): Promise<ReadonlyMap<number, TrafficTotals>> {
  const rows = await queryOn<TrafficTotals & { group: number }>(database, selectSums, [
    integers(spans.map(({ accountId }) => accountId)),
    integers(spans.map(({ group }) => group)),
    `{${spans.map(({ from }) => from).join()}}`,
    `{${spans.map(({ to }) => to).join()}}`,
  ]);
  return new Map(rows.map(({ group, ...totals }) => [group, totals]));
}

const selectSums: HotStatement = {
  name: 'traffic-sums',
  text: `
    WITH span AS MATERIALIZED (
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::date[], $4::date[]) AS s (account_id, place, first_day, last_day)
    ), passed AS (
      SELECT place, sum(received) AS received, sum(received_outside) AS received_outside, sum(received_signed) AS received_signed,
        sum(received_octets) AS received_octets, sum(sent) AS sent, sum(sent_outside) AS sent_outside, sum(sent_signed) AS sent_signed,
        sum(sent_octets) AS sent_octets
      FROM span JOIN mail_day ON mail_day.account_id = span.account_id AND day BETWEEN first_day AND last_day GROUP BY place
    ), stopped AS (
      SELECT place, sum(amount) AS stopped
      FROM span JOIN mail_stopped_day ON mail_stopped_day.account_id = span.account_id AND day BETWEEN first_day AND last_day GROUP BY place
    )
    SELECT place AS "group", coalesce(received, 0)::bigint AS received, coalesce(received_outside, 0)::bigint AS "receivedOutside",
      coalesce(received_signed, 0)::bigint AS "receivedSigned", coalesce(received_octets, 0)::bigint AS "receivedOctets",
      coalesce(sent, 0)::bigint AS sent, coalesce(sent_outside, 0)::bigint AS "sentOutside", coalesce(sent_signed, 0)::bigint AS "sentSigned",
      coalesce(sent_octets, 0)::bigint AS "sentOctets", coalesce(stopped, 0)::bigint AS stopped
    FROM passed FULL JOIN stopped USING (place)`,
};

/** From which day on mail is counted at all. */
export async function countedSince(database: Database): Promise<string> {
  const [row] = await queryOn<{ since: string }>(database, selectSince, []);
  return row!.since;
}

const selectSince: HotStatement = { name: 'traffic-since', text: 'SELECT since FROM mail_counting' };
