import { sql } from 'kysely';
import type { PersonName } from '#directory/naming/person-name.ts';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, PostId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

export interface PostToFill {
  readonly postId: PostId;
  readonly isNewSeat: boolean;
  readonly unitId: UnitId;
  readonly title: string;
  readonly kind: PostKind;
  readonly capacity: Capacity;
  readonly personId: PersonId;
  readonly until: string | null;
}

/** New seats, and everybody's appointment as their main one, from that day on. */
export async function fillPosts(tx: Tx, posts: readonly PostToFill[], from: string): Promise<void> {
  const rows = JSON.stringify(posts);
  await sql`
    INSERT INTO post (id, unit_id, title, kind, valid_from) OVERRIDING SYSTEM VALUE
    SELECT "postId", "unitId", title, kind, ${from}::date
    FROM jsonb_to_recordset(${rows}::jsonb) AS r ("postId" bigint, "isNewSeat" boolean, "unitId" bigint, title text, kind text)
    WHERE "isNewSeat"`.execute(tablesIn(tx));
  await sql`
    INSERT INTO appointment (post_id, person_id, is_primary, capacity, valid_from, valid_to)
    SELECT "postId", "personId", true, capacity, ${from}::date, until
    FROM jsonb_to_recordset(${rows}::jsonb) AS r ("postId" bigint, "personId" bigint, capacity text, until date)`.execute(tablesIn(tx));
}

export interface Revived {
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly name: PersonName;
  readonly birthDate: string | null;
  readonly quotaOctets: number;
}

/** Accounts that a batch took back, given again: what is kept of the person is what this table says, and their months of use begin anew. */
export async function reviveAccounts(tx: Tx, people: readonly Revived[]): Promise<void> {
  if (people.length === 0) return;
  const rows = JSON.stringify(people.map(({ name, ...one }) => ({ ...one, ...name })));
  await sql`
    WITH r AS (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS r ("personId" bigint, "accountId" bigint, family text, middle text, given text,
        "birthDate" date, "quotaOctets" bigint)
    ), named AS (
      UPDATE person SET family_name = r.family, middle_name = r.middle, given_name = r.given, birth_date = r."birthDate"
      FROM r WHERE person.id = r."personId"
    ), begun AS (
      INSERT INTO account_use (account_id, used_at) SELECT "accountId", now() FROM r
      ON CONFLICT (account_id) DO UPDATE SET used_at = excluded.used_at, warned_days = NULL, locks_on = NULL
    )
    UPDATE account SET state = 'active', quota_octets = r."quotaOctets" FROM r WHERE account.id = r."accountId"`.execute(tablesIn(tx));
}

export interface DoneRow {
  readonly row: number;
  readonly accountId: AccountId;
  readonly isNew: boolean;
}

export async function insertBulkRows(tx: Tx, planId: PlanId, rows: readonly DoneRow[]): Promise<void> {
  await sql`
    INSERT INTO bulk_row (plan_id, row_number, account_id, is_new)
    SELECT ${planId}::bigint, "row", "accountId", "isNew"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r ("row" int, "accountId" bigint, "isNew" boolean)`.execute(tablesIn(tx));
}

/** Accounts are locked before mailboxes and in ascending order (mail/store): of units and people who are told, before anything is changed. */
export async function lockTold(tx: Tx, unitIds: readonly UnitId[], personIds: readonly PersonId[]): Promise<void> {
  await sql`
    SELECT FROM account WHERE unit_id = ANY (${unitIds}::bigint[]) OR person_id = ANY (${personIds}::bigint[])
    ORDER BY id FOR NO KEY UPDATE`.execute(tablesIn(tx));
}
