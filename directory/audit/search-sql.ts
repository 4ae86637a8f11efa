import { type RawBuilder, sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { AuditEntry } from './entry.ts';
import { type EntryRow, entryColumns, entryOf, everyEntry } from './entry-sql.ts';
import type { AuditSubject } from './subject-sql.ts';
import type { AuditTables } from './tables.ts';
import { runningCounts } from './tally-sql.ts';

/** What entries are looked for by; of several, all must hold. */
export interface AuditCriteria {
  /** Who acted, or whom or what it was done to, or on whose behalf. */
  readonly subjects: readonly AuditSubject[];
  /** Who acted. */
  readonly actor?: AuditSubject | undefined;
  /** `account.lock`, or all of a noun: `account`. */
  readonly act?: string | undefined;
  readonly plan?: number | undefined;
  /** From the one moment on, and before the other. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

/** On `audit AS a`; undefined where nothing is asked for. */
export function conditionOf({ subjects, actor, act, plan, from, until }: AuditCriteria): RawBuilder<unknown> | undefined {
  const conditions = [
    ...subjects.map(concerns),
    actor && sql`a.actor_account_id = ANY(${ids(actor.accountIds)}::bigint[])`,
    act === undefined ? undefined : act.includes('.') ? sql`a.act = ${act}` : sql`starts_with(a.act, ${`${act}.`})`,
    plan === undefined ? undefined : sql`a.plan_id = ${plan}::bigint`,
    from && sql`a.at >= ${from}::timestamptz`,
    until && sql`a.at < ${until}::timestamptz`,
  ].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? undefined : sql`(${sql.join(conditions, sql` AND `)})`;
}

function concerns({ personIds, accountIds, unitIds, addresses }: AuditSubject): RawBuilder<unknown> {
  return sql`(a.person_id = ANY(${ids(personIds)}::bigint[]) OR a.account_id = ANY(${ids(accountIds)}::bigint[])
    OR a.unit_id = ANY(${ids(unitIds)}::bigint[]) OR a.actor_account_id = ANY(${ids(accountIds)}::bigint[])
    OR a.on_behalf_account_id = ANY(${ids(accountIds)}::bigint[]) OR a.target = ANY(${[...addresses]}::text[]))`;
}

const ids = (numbers: readonly number[]) => `{${numbers.join()}}`;

/** After which entry the next ones begin. */
export type AuditPlace = Pick<AuditEntry, 'at' | 'id'>;

interface Search {
  readonly limit: number;
  readonly after?: AuditPlace | undefined;
  /** Not entries, but what is being counted and will be. */
  readonly isRunning?: boolean;
}

/** The newest first. */
export async function searchEntries(
  database: Database,
  criteria: AuditCriteria,
  { limit, after, isRunning = false }: Search,
): Promise<AuditEntry[]> {
  const { rows } = await sql<EntryRow>`
    SELECT ${entryColumns} FROM ${isRunning ? runningCounts : sql`audit`} AS a WHERE ${conditionOf(criteria) ?? everyEntry}
      ${after === undefined ? sql`` : sql`AND (a.at, a.id) < (${after.at}::timestamptz, ${after.id}::bigint)`}
    ORDER BY a.at DESC, a.id DESC LIMIT ${limit}`.execute(tablesOf<AuditTables>(database));
  return rows.map(entryOf);
}
