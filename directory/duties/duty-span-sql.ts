import { sql } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

const raw = (text: string) => sql.raw(text);
const only = (column: string, accountId: AccountId | null) => (accountId === null ? sql`true` : sql`${sql.ref(column)} = ${accountId}`);
const oneDay = (moment: string) => `(${moment} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** Days on which an appointment is in force, where it ever was. */
const heldDays = 'daterange(greatest(appointment.valid_from, post.valid_from), least(appointment.valid_to, post.valid_to) + 1)';
const wasHeld = "coalesce(least(appointment.valid_to, post.valid_to), 'infinity') >= greatest(appointment.valid_from, post.valid_from)";

/**
 * CTEs: `excused (account_id, days)`, on which nobody could use an account; `duty_account (id, kind, unit_id, person_id, span)`, with the days on
 * which its mailbox is to be read: while its unit is there, or its person holds a post, from the day after it was made; `head_seat (account_id,
 * actor_account_id, days)`, on which that person heads the unit whose account it is and is there. days and span are multiranges. Of one account,
 * or of all.
 */
export const dutySpans = (accountId: AccountId | null = null) => sql`
  excused AS MATERIALIZED (
    SELECT account_id, range_agg(days) AS days FROM (
      SELECT account_id, daterange(valid_from, valid_to + 1) FROM account_absence WHERE coalesce(valid_to, 'infinity') >= valid_from
      UNION ALL
      SELECT account_id, daterange(${raw(oneDay('changed_at'))}, ${raw(oneDay('until'))} + 1) FROM (
        SELECT account_id, changed_at, state, lead(changed_at) OVER (PARTITION BY account_id ORDER BY changed_at) AS until
        FROM account_state_change) AS states
      WHERE state <> 'active') AS spans (account_id, days)
    GROUP BY account_id
  ), service AS (
    SELECT account.id, datemultirange(daterange(unit.valid_from, unit.valid_to + 1)) AS days
    FROM account JOIN unit ON unit.id = account.unit_id
    UNION ALL
    SELECT account.id, range_agg(${raw(heldDays)})
    FROM account JOIN appointment USING (person_id) JOIN post ON post.id = appointment.post_id WHERE ${raw(wasHeld)} GROUP BY account.id
  ), duty_account AS MATERIALIZED (
    SELECT account.id, account.kind, account.unit_id, account.person_id,
      service.days * datemultirange(daterange(${raw(oneDay('account.created_at'))} + 1, NULL)) - coalesce(excused.days, '{}') AS span
    FROM service JOIN account USING (id) LEFT JOIN excused ON excused.account_id = account.id
    WHERE ${only('account.id', accountId)}
  ), head_seat AS MATERIALIZED (
    SELECT owned.id AS account_id, own.id AS actor_account_id,
      range_agg(${raw(heldDays)}) - coalesce((SELECT days FROM excused WHERE excused.account_id = own.id), '{}') AS days
    FROM account AS owned
    JOIN post ON post.unit_id = owned.unit_id AND post.kind = 'head'
    JOIN appointment ON appointment.post_id = post.id
    JOIN account AS own ON own.person_id = appointment.person_id
    WHERE ${raw(wasHeld)} AND ${only('owned.id', accountId)} GROUP BY owned.id, own.id
  )`;
