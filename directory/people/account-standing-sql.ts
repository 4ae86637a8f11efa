import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

/** What decides whether somebody gets in. Days are Vietnam's. */
export interface AccountStanding {
  /** Noted to the day; null: never, or a unit's. */
  readonly usedOn: string | null;
  /** It is used by nobody and locks on that day, as its owner was told. */
  readonly locksOn: string | null;
  /** null: none was chosen. */
  readonly password: { readonly changedAt: Date; readonly mustChange: boolean; readonly now: Date } | null;
}

export async function readStanding(database: Database, accountId: AccountId): Promise<AccountStanding> {
  const { rows } = await sql<{ usedOn: string | null; locksOn: string | null; changedAt: Date | null; mustChange: boolean; now: Date }>`
    SELECT (used_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS "usedOn", locks_on::text AS "locksOn", changed_at AS "changedAt",
      coalesce(must_change, false) AS "mustChange", now() AS now
    FROM account LEFT JOIN account_use ON account_use.account_id = account.id LEFT JOIN password ON password.account_id = account.id
    WHERE account.id = ${accountId}`.execute(tablesOf(database));
  const { usedOn = null, locksOn = null, changedAt = null, mustChange = false, now = new Date() } = rows[0] ?? {};
  return { usedOn, locksOn, password: changedAt === null ? null : { changedAt, mustChange, now } };
}
