import { type RawBuilder, sql } from 'kysely';
import { integers, tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { AuditEntry } from './entry.ts';

const utc = (column: string) => sql`to_char(${sql.ref(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A row of `audit AS a` in the words of `AuditEntry`. */
export const entryColumns = sql`
  a.id, ${utc('a.at')} AS at, a.program, a.actor_account_id AS actor, a.actor_address AS "actorAddress", a.credential, a.via, a.peer,
  a.on_behalf_account_id AS "onBehalfOf", a.on_behalf_address AS "onBehalfOfAddress", a.act, a.target, a.person_id AS person,
  a.account_id AS account, a.unit_id AS unit, a.plan_id AS plan, a.before, a.after, a.detail`;

/** Every column, null where there is nothing. */
export type EntryRow = { readonly [Name in keyof AuditEntry]-?: AuditEntry[Name] | null };

export function entryOf(row: EntryRow): AuditEntry {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as AuditEntry;
}

export const everyEntry: RawBuilder<unknown> = sql`true`;

/** Entries of one month by number, in that order; of those, with a condition, only the ones that meet it. */
export async function entriesNumbered(
  tx: Tx,
  { ids, month }: { readonly ids: readonly number[]; readonly month: string },
  condition = everyEntry,
): Promise<AuditEntry[]> {
  const { rows } = await sql<EntryRow>`
    SELECT ${entryColumns} FROM audit AS a
    WHERE a.id = ANY(${integers(ids)}::bigint[]) AND a.at >= ${`${month} 00:00:00+07`}::timestamptz
      AND a.at < (${month}::date + interval '1 month') AT TIME ZONE 'Asia/Ho_Chi_Minh' AND ${condition}
    ORDER BY a.id`.execute(tablesIn(tx));
  return rows.map(entryOf);
}
