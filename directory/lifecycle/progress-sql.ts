import { sql } from 'kysely';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { progressLostMs } from './limits.ts';
import type { Progress, ProgressAt } from './progress.ts';

/** On `plan_progress`: somebody is at it. */
export const isUnderWay = sql<boolean>`(ended IS NULL AND told_at > now() - ${progressLostMs} * interval '1 millisecond')`;

/** False: it is under way already. */
export async function beginProgress(database: Database, planId: PlanId): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO plan_progress AS known (plan_id) VALUES (${planId})
    ON CONFLICT (plan_id) DO UPDATE SET begun_at = now(), told_at = now(), step = 'checking', done = 0, total = 0, ended = NULL, because = NULL
    WHERE known.ended IS NOT NULL OR known.told_at <= now() - ${progressLostMs} * interval '1 millisecond'
    RETURNING plan_id`.execute(tablesOf(database));
  return rows.length > 0;
}

export async function noteProgress(database: Database, planId: PlanId, { step, done, total }: ProgressAt): Promise<void> {
  await tablesOf<DirectoryTables>(database)
    .updateTable('plan_progress')
    .set({ step, done, total, told_at: sql`now()` })
    .where('plan_id', '=', planId)
    .execute();
}

/** It came to nothing. */
export async function noteEnd(database: Database, planId: PlanId, ended: 'refused' | 'failed', because: InBoth): Promise<void> {
  await tablesOf<DirectoryTables>(database)
    .updateTable('plan_progress')
    .set({ ended, because: JSON.stringify(because), told_at: sql`now()` })
    .where('plan_id', '=', planId)
    .execute();
}

/** It is done: what came of it is told by the plan. */
export async function forgetProgress(database: Database, planId: PlanId): Promise<void> {
  await tablesOf<DirectoryTables>(database).deleteFrom('plan_progress').where('plan_id', '=', planId).execute();
}

/** undefined: nobody has begun. */
export async function readProgress(database: Database, planId: PlanId): Promise<Progress | undefined> {
  const row = await tablesOf<DirectoryTables>(database)
    .selectFrom('plan_progress')
    .select(['step', 'done', 'total', 'ended', 'because', 'begun_at as begunAt', isUnderWay.as('isUnderWay')])
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { isUnderWay: goesOn, ended, because, ...at } = row;
  return { ...at, because: because as InBoth | null, state: ended ?? (goesOn ? 'under-way' : 'interrupted') };
}
