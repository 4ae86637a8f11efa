import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

/** Somebody whom a batch gave a mailbox that nobody can sign in to yet. */
export interface WithoutPassword {
  readonly row: number;
  readonly accountId: AccountId;
  readonly name: string;
  readonly address: string;
}

/** Whoever has a role by now is given a password one by one, by the rules of administrators (REQ-ACC-8). */
export async function readWithoutPassword(database: Database, planId: PlanId): Promise<readonly WithoutPassword[]> {
  const { rows } = await sql<WithoutPassword>`
    SELECT row_number AS "row", account.id AS "accountId", person.display_name AS name, local_part || '@' || domain.name AS address
    FROM bulk_row JOIN account ON account.id = bulk_row.account_id JOIN person ON person.id = account.person_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    WHERE plan_id = ${planId}::bigint AND is_new AND undone_at IS NULL AND account.state = 'active'
      AND NOT EXISTS (SELECT FROM password WHERE password.account_id = account.id)
      AND NOT EXISTS (SELECT FROM role_assignment WHERE role_assignment.account_id = account.id)
    ORDER BY row_number`.execute(tablesOf(database));
  return rows;
}

/** Of these, whoever has no password still: nobody sets one before commit. */
export async function lockWithoutPassword(tx: Tx, accountIds: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
  // Locked first and looked at afterwards: a password refers to its account, which holds it back.
  await sql`SELECT FROM account WHERE id = ANY (${accountIds}::bigint[]) ORDER BY id FOR UPDATE`.execute(tablesIn(tx));
  const { rows } = await sql<{ id: AccountId }>`
    SELECT id FROM account WHERE id = ANY (${accountIds}::bigint[]) AND state = 'active'
      AND NOT EXISTS (SELECT FROM password WHERE password.account_id = account.id)`.execute(tablesIn(tx));
  return new Set(rows.map(({ id }) => id));
}
