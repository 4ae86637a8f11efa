import { sql } from 'kysely';
import type { DirectoryTables, PlanState } from '#directory/org/tables.ts';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Tx } from '#kernel/tx.ts';
import { listedPlansMax } from './limits.ts';
import type { Facts } from './plan.ts';
import { isUnderWay } from './progress-sql.ts';

/** What is kept of a plan beside its row. */
export interface PlanBody {
  readonly title: InBoth;
  readonly request: unknown;
  readonly facts: Facts;
  readonly deeds: unknown;
  readonly notes: unknown;
  readonly summary: readonly InBoth[];
}

export interface PlanToKeep {
  readonly kind: string;
  readonly effectiveOn: string;
  readonly body: PlanBody;
  readonly fingerprint: string;
  readonly madeBy: AccountId | null;
}

export async function insertPlan(tx: Tx, plan: PlanToKeep): Promise<PlanId> {
  const { id } = await tablesIn<DirectoryTables>(tx)
    .insertInto('plan')
    .values({
      kind: plan.kind,
      title: plan.body.title.vi,
      effective_on: plan.effectiveOn,
      body: JSON.stringify(plan.body),
      fingerprint: plan.fingerprint,
      made_by: plan.madeBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface ListedPlan {
  readonly id: PlanId;
  readonly kind: string;
  readonly title: string;
  readonly state: PlanState;
  readonly effectiveOn: string;
  readonly madeAt: Date;
  readonly settledAt: Date | null;
  /** Why it was not carried out when last tried. */
  readonly refusedBecause: string | null;
}

export interface KeptPlan extends ListedPlan {
  /** null: at the server's own console. */
  readonly madeBy: AccountId | null;
  readonly fingerprint: string;
  readonly body: PlanBody;
}

const listed = [
  'id',
  'kind',
  'title',
  'state',
  'effective_on as effectiveOn',
  'made_at as madeAt',
  'settled_at as settledAt',
  'refused_because as refusedBecause',
] as const;

/** Those to come by their day, then those of the past, the latest first. */
export function listPlans(database: Database, state?: PlanState): Promise<ListedPlan[]> {
  return tablesOf<DirectoryTables>(database)
    .selectFrom('plan')
    .select(listed)
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .orderBy(sql`state <> 'planned'`)
    .orderBy(sql`CASE WHEN state = 'planned' THEN effective_on END`)
    .orderBy('id', 'desc')
    .limit(listedPlansMax)
    .execute();
}

/** `key`: of the last plan of the page before, as the list has it. */
export interface PlanPage {
  readonly state?: PlanState | undefined;
  readonly after?: readonly [key: string, id: number] | undefined;
  readonly limit: number;
}

/** As `listPlans`, page by page. `listKey`: a plan's place, those of one key by falling number. */
export function pageOfPlans(database: Database, { state, after, limit }: PlanPage): Promise<(ListedPlan & { readonly listKey: string })[]> {
  // A settled plan is no longer where its day was; no day is after '~'.
  const key = sql<string>`(CASE WHEN state = 'planned' THEN effective_on::text ELSE '~' END) COLLATE "C"`;
  return tablesOf<DirectoryTables>(database)
    .selectFrom('plan')
    .select([...listed, key.as('listKey')])
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(${key}, -id) > (${after![0]}, ${-after![1]}::bigint)`))
    .orderBy(key)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function findPlan(database: Database, id: PlanId): Promise<KeptPlan | undefined> {
  const row = await tablesOf<DirectoryTables>(database)
    .selectFrom('plan')
    .select([...listed, 'made_by as madeBy', 'fingerprint', 'body'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, body: row.body as PlanBody };
}

/** undefined: there is no such plan. */
export async function findPlanState(database: Database, id: PlanId): Promise<PlanState | undefined> {
  const row = await tablesOf<DirectoryTables>(database).selectFrom('plan').select('state').where('id', '=', id).executeTakeFirst();
  return row?.state;
}

/** Nobody else settles it before this transaction ends. */
export async function lockPlan(tx: Tx, id: PlanId): Promise<KeptPlan | undefined> {
  const row = await tablesIn<DirectoryTables>(tx)
    .selectFrom('plan')
    .select([...listed, 'made_by as madeBy', 'fingerprint', 'body'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...row, body: row.body as PlanBody };
}

export async function settlePlan(tx: Tx, id: PlanId, state: Exclude<PlanState, 'planned'>, by: AccountId | null): Promise<void> {
  await tablesIn<DirectoryTables>(tx)
    .updateTable('plan')
    .set({ state, settled_by: by, settled_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}

/** False: another process settled it meanwhile, or told of it today already. */
export async function noteRefusal(database: Database, id: PlanId, because: string, today: string): Promise<boolean> {
  const { numUpdatedRows } = await tablesOf<DirectoryTables>(database)
    .updateTable('plan')
    .set({ refused_because: because, refused_at: sql`now()` })
    .where('id', '=', id)
    .where('state', '=', 'planned')
    .where(notRefusedOn(today))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Plans whose day has come, by day and then as they were made; one that was refused is tried again no sooner than the next day. */
export async function duePlans(database: Database, today: string): Promise<readonly PlanId[]> {
  const rows = await tablesOf<DirectoryTables>(database)
    .selectFrom('plan')
    .select('id')
    .where('state', '=', 'planned')
    .where('effective_on', '<=', today)
    .where(notRefusedOn(today))
    // Whoever is at it will be done with it; whoever was stopped leaves it to the others.
    .where(sql<boolean>`NOT EXISTS (SELECT FROM plan_progress WHERE plan_id = plan.id AND ${isUnderWay})`)
    .orderBy('effective_on')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

function notRefusedOn(today: string) {
  return sql<boolean>`coalesce((refused_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <> ${today}::date, true)`;
}
