import { sql } from 'kysely';
import type { PlanState } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import { bulkLimits } from './limits.ts';
import type { BulkTables } from './tables.ts';

export interface ListedBatch {
  readonly id: PlanId;
  readonly title: string;
  readonly state: PlanState;
  readonly effectiveOn: string;
  readonly madeAt: Date;
  readonly settledAt: Date | null;
  readonly refusedBecause: string | null;
  /** Rows that were carried out, of them those that gave a mailbox, and of these those taken back. */
  readonly rows: number;
  readonly made: number;
  readonly undone: number;
}

/** The latest first; those before `below`, where it is given. */
export async function listBatches(
  database: Database,
  { below, limit = bulkLimits.listedMax }: { below?: PlanId; limit?: number } = {},
): Promise<readonly ListedBatch[]> {
  const { rows } = await sql<ListedBatch>`
    SELECT plan.id, title, state, effective_on AS "effectiveOn", made_at AS "madeAt", settled_at AS "settledAt", refused_because AS "refusedBecause",
      count(bulk_row.account_id) AS rows, count(*) FILTER (WHERE is_new) AS made, count(undone_at) AS undone
    FROM plan LEFT JOIN bulk_row ON bulk_row.plan_id = plan.id
    WHERE kind = 'bulk' AND plan.id < coalesce(${below ?? null}::bigint, 9223372036854775807)
    GROUP BY plan.id ORDER BY plan.id DESC LIMIT ${limit}::int`.execute(tablesOf(database));
  return rows;
}

export interface BatchRow {
  readonly row: number;
  readonly accountId: AccountId;
  readonly isNew: boolean;
  readonly undoneAt: Date | null;
}

/** What came of the rows, in their order. */
export function readBatchRows(database: Database, planId: PlanId): Promise<readonly BatchRow[]> {
  return tablesOf<BulkTables>(database)
    .selectFrom('bulk_row')
    .select(['row_number as row', 'account_id as accountId', 'is_new as isNew', 'undone_at as undoneAt'])
    .where('plan_id', '=', planId)
    .orderBy('row_number')
    .execute();
}
