import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { startOfVietnamDay } from '#kernel/vietnam-time.ts';
import type { HeldPost } from './place-account.ts';

/** What an account was at the end of a day, and what it was of in the days before. */
export interface AccountFacts {
  readonly id: AccountId;
  readonly kind: 'personal' | 'unit';
  /** Of a unit's account. */
  readonly unitId: UnitId | null;
  readonly madeOn: string;
  readonly state: 'active' | 'locked' | 'closed';
  readonly absence: 'suspended' | 'left' | null;
  /** When service ended or the account was closed, whichever came first; null: neither. */
  readonly endedOn: string | null;
  /** Every post held by then, of a person's account. */
  readonly posts: readonly HeldPost[];
  /** null: how full it was is not known. */
  readonly usedOctets: number | null;
  readonly quotaOctets: number | null;
}

interface Asked {
  /** The last day. */
  readonly asOf: string;
  /** The day after it, on which the account must have been made before. */
  readonly dayAfter: string;
  /** Of which day the fill of mailboxes is; `now`: as it is; null: it is not known. */
  readonly fill: string | 'now' | null;
  readonly after: AccountId | 0;
  readonly limit: number;
}

/**
 * The next accounts that there were at the end of a day, by number. Of a state there is a row from when it changed; before the first such row an
 * account was what the row does not say, and without any what it is now.
 */
export async function accountsOn(database: Database, { asOf, dayAfter, fill, after, limit }: Asked): Promise<readonly AccountFacts[]> {
  const moment = startOfVietnamDay(dayAfter);
  const fillDay = fill === 'now' ? null : fill;
  const { rows } = await sql<AccountFacts>`
    WITH page AS MATERIALIZED (
      SELECT account.id, kind, unit_id, person_id, created_at, used_octets, quota_octets,
        coalesce(
          (SELECT change.state FROM account_state_change AS change WHERE change.account_id = account.id AND changed_at < ${moment}
            ORDER BY changed_at DESC LIMIT 1),
          (SELECT CASE change.state WHEN 'active' THEN 'locked' ELSE 'active' END FROM account_state_change AS change
            WHERE change.account_id = account.id ORDER BY changed_at LIMIT 1),
          account.state) AS state
      FROM account WHERE account.id > ${after}::bigint AND created_at < ${moment} ORDER BY account.id LIMIT ${limit}
    )
    SELECT page.id, page.kind, page.unit_id AS "unitId", (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "madeOn", page.state,
      absence.kind AS absence, least(CASE absence.kind WHEN 'left' THEN absence.valid_from END, closed.day) AS "endedOn",
      coalesce(held.posts, '[]') AS posts,
      CASE WHEN ${fill === 'now'} THEN used_octets ELSE mailbox_fill.used END AS "usedOctets",
      CASE WHEN ${fill === 'now'} THEN quota_octets ELSE mailbox_fill.quota END AS "quotaOctets"
    FROM page
    LEFT JOIN LATERAL (
      SELECT kind, valid_from FROM account_absence WHERE account_id = page.id AND valid_from <= ${asOf}::date
        AND coalesce(valid_to, 'infinity') >= ${asOf}::date ORDER BY kind = 'left' DESC, valid_from LIMIT 1) AS absence ON true
    LEFT JOIN LATERAL (
      SELECT (min(changed_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day FROM account_state_change AS change
      WHERE page.state = 'closed' AND change.account_id = page.id AND change.state = 'closed' AND changed_at < ${moment}) AS closed ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('unitId', post.unit_id, 'isPrimary', is_primary, 'from', appointment.valid_from,
        'to', appointment.valid_to) ORDER BY appointment.id) AS posts
      FROM appointment JOIN post ON post.id = appointment.post_id
      WHERE appointment.person_id = page.person_id AND appointment.valid_from <= ${asOf}::date
        AND coalesce(appointment.valid_to, 'infinity') >= appointment.valid_from) AS held ON page.person_id IS NOT NULL
    LEFT JOIN LATERAL (
      SELECT used_octets AS used, quota_octets AS quota FROM mailbox_fill WHERE day = ${fillDay}::date AND account_id = page.id
    ) AS mailbox_fill ON true
    ORDER BY page.id`.execute(tablesOf(database));
  return rows;
}
