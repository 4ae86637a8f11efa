import { sql } from 'kysely';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { tablesIn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** Something somebody did that must be answerable for (REQ-ACC-11). Never a password, never a message's text. */
export interface Act {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  /** `noun.verb`, such as `account.set-password`. */
  readonly act: string;
  readonly target: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

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
