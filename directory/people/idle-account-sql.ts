import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Idleness } from './idle-rules.ts';
import { idleLimits, listedAccountsMax } from './limits.ts';

export interface IdleAccount extends Idleness {
  readonly accountId: AccountId;
  readonly address: string;
  readonly name: string;
  /** The last day on which it was used, or on which it was made. */
  readonly usedOn: string;
}

const idle = (months: number) => sql`
    SELECT account.id AS "accountId", local_part || '@' || domain.name AS address, display_name AS name, used.day::text AS "usedOn",
      (used.day + make_interval(months => ${months}::int))::date::text AS "dueOn", locks_on::text AS "locksOn", warned_days AS "warnedDays"
    FROM account JOIN person ON person.id = account.person_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN account_use ON account_use.account_id = account.id
    CROSS JOIN LATERAL (SELECT (coalesce(used_at, account.created_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day) AS used
    WHERE account.kind = 'personal' AND account.state = 'active'
      AND NOT EXISTS (SELECT FROM role_assignment WHERE role_assignment.account_id = account.id AND revoked_at IS NULL
        AND coalesce(role_assignment.valid_to, 'infinity') >= today_in_vietnam())`;

/**
 * Accounts whose months are over, or nearly, the longest unused first. Whoever has a role is left out: a province whose administrators were all
 * locked could not unlock anybody.
 */
export async function findIdle(database: Database, { months, today }: { months: number; today: string }): Promise<readonly IdleAccount[]> {
  const { rows } = await sql<IdleAccount>`
    SELECT * FROM (${idle(months)}) AS unused
    WHERE "dueOn"::date <= ${today}::date + ${Math.max(...idleLimits.warnDaysBefore)}::int
    ORDER BY "usedOn", "accountId" LIMIT ${listedAccountsMax}`.execute(tablesOf(database));
  return rows;
}

/** Those whose owners were told on which day they lock. */
export async function listWarned(database: Database, months: number): Promise<readonly IdleAccount[]> {
  const { rows } = await sql<IdleAccount>`
    SELECT * FROM (${idle(months)}) AS unused WHERE "locksOn" IS NOT NULL ORDER BY "locksOn", "accountId"`.execute(tablesOf(database));
  return rows;
}

/** Held until commit, and still as it was found: nobody has used it, nor has another process been here. */
export async function lockIdle(tx: Tx, { accountId, usedOn, locksOn, warnedDays }: IdleAccount): Promise<boolean> {
  await sql`
    INSERT INTO account_use (account_id, used_at) SELECT id, created_at FROM account WHERE id = ${accountId}
    ON CONFLICT (account_id) DO NOTHING`.execute(tablesIn(tx));
  const { rows } = await sql`
    SELECT FROM account_use
    WHERE account_id = ${accountId} AND (used_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = ${usedOn}::date
      AND locks_on IS NOT DISTINCT FROM ${locksOn}::date AND warned_days IS NOT DISTINCT FROM ${warnedDays}::int
    FOR UPDATE`.execute(tablesIn(tx));
  return rows.length > 0;
}

export async function noteWarned(tx: Tx, accountId: AccountId, { days, locksOn }: { days: number; locksOn: string }): Promise<void> {
  await sql`UPDATE account_use SET warned_days = ${days}, locks_on = ${locksOn} WHERE account_id = ${accountId}`.execute(tablesIn(tx));
}
