import { sql } from 'kysely';
import { integers } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import { dutySpans } from './duty-span-sql.ts';
import { dutyLimits } from './limits.ts';
import type { CountedDay } from './rules.ts';

export interface Reckoned {
  readonly from: string;
  readonly to: string;
  /** With those below it, unless `alone`; left out: all. */
  readonly unit?: UnitId | undefined;
  readonly alone?: boolean | undefined;
  readonly days: readonly CountedDay[];
}

/**
 * CTEs that reckon who met the duty: `within (id, depth)`, the units asked about; `placed (id, kind, unit_id, required)`, their mailboxes and those
 * of the people who have their main post there on the last day; `met (id, met)`; `head (id, required, met)` of units' mailboxes.
 */
export const reckoning = ({ from, to, unit, alone = false, days }: Reckoned) => sql`
    WITH RECURSIVE within (id, depth) AS (
      SELECT id, 0 FROM unit WHERE CASE WHEN ${unit ?? null}::bigint IS NULL THEN parent_id IS NULL ELSE id = ${unit ?? null}::bigint END
      UNION SELECT unit.id, depth + 1 FROM within JOIN unit ON unit.parent_id = within.id AND NOT ${alone}::boolean
    ), ${countedDays(days)}, ${dutySpans()}, placed AS MATERIALIZED (
      SELECT duty_account.id, kind, coalesce(duty_account.unit_id, main.unit_id) AS unit_id, span,
        (SELECT count(*) FROM counted WHERE day <@ span) AS required
      FROM duty_account LEFT JOIN LATERAL (
        SELECT post.unit_id FROM appointment JOIN post ON post.id = appointment.post_id
        WHERE appointment.person_id = duty_account.person_id AND appointment.valid_from <= ${to}::date
          AND coalesce(appointment.valid_to, 'infinity') >= appointment.valid_from
        ORDER BY coalesce(appointment.valid_to, 'infinity') >= ${to}::date DESC, is_primary DESC, appointment.valid_from DESC, appointment.id LIMIT 1
      ) AS main ON duty_account.unit_id IS NULL
      WHERE coalesce(duty_account.unit_id, main.unit_id) IN (SELECT id FROM within)
    ), met AS (
      SELECT placed.id, looked.met FROM placed CROSS JOIN LATERAL (
        SELECT count(*) AS met FROM (
          SELECT day, bit_or(half_hours) AS half_hours FROM duty_look
          WHERE account_id = placed.id AND day BETWEEN ${from}::date AND ${to}::date AND (kind = 'unit' OR actor_account_id = placed.id)
          GROUP BY day) AS of_day JOIN counted USING (day)
        WHERE half_hours & m1 <> 0 AND half_hours & m2 <> 0 AND half_hours & m3 <> 0 AND half_hours & m4 <> 0 AND day <@ span) AS looked
    ), head AS (
      SELECT placed.id, (SELECT count(*) FROM counted WHERE day <@ (placed.span * range_agg(head_seat.days))) AS required,
        (SELECT count(DISTINCT day) FROM duty_look JOIN counted USING (day) JOIN head_seat AS seat USING (account_id, actor_account_id)
          WHERE account_id = placed.id AND day <@ (seat.days * placed.span)) AS met
      FROM placed JOIN head_seat ON head_seat.account_id = placed.id
      GROUP BY placed.id, placed.span
    )`;

/** A CTE `counted (day, m1 … m4)`. A rule of fewer parts asks for its first one again. */
function countedDays(days: readonly CountedDay[]) {
  const masks = Array.from({ length: dutyLimits.partsMax }, (_, part) =>
    integers(days.map((one) => Number(one.masks[part] ?? one.masks[0]!))),
  );
  const [m1, m2, m3, m4] = masks;
  return sql`counted (day, m1, m2, m3, m4) AS MATERIALIZED (
    SELECT * FROM unnest(${days.map(({ day }) => day)}::date[], ${m1}::bigint[], ${m2}::bigint[], ${m3}::bigint[], ${m4}::bigint[]))`;
}
