import { sql } from 'kysely';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Act } from './act.ts';

/** Appends to the audit, inside the transaction of the act itself. */
export async function recordAct(tx: Tx, act: Act): Promise<void> {
  await tablesIn<DirectoryTables>(tx)
    .insertInto('audit')
    .values({ actor_account_id: act.actorAccountId, act: act.act, target: act.target, detail: JSON.stringify(act.detail) })
    .execute();
}

/** As `recordAct`, for many at once. */
export async function recordActs(tx: Tx, acts: readonly Act[]): Promise<void> {
  await sql`
    INSERT INTO audit (actor_account_id, act, target, detail)
    SELECT "actorAccountId", act, target, detail FROM jsonb_to_recordset(${JSON.stringify(acts)}::jsonb)
      AS r ("actorAccountId" bigint, act text, target text, detail jsonb)`.execute(tablesIn(tx));
}
