import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

const inForce = sql`role.revoked_at IS NULL AND today_in_vietnam() BETWEEN role.valid_from AND coalesce(role.valid_to, 'infinity')`;

/**
 * The nearest unit above that somebody administers by name who may vouch for the request; null: it goes straight to the operator. A unit whose
 * only administrator submitted it is passed over: nobody there could take the step. Roles end with their unit (docs/decisions/0011).
 */
export async function nextAbove(tx: Tx, unitId: UnitId, submitters: readonly AccountId[]): Promise<UnitId | null> {
  const { rows } = await sql<{ id: UnitId }>`
    WITH RECURSIVE above (id, depth) AS (
      SELECT parent_id, 1 FROM unit WHERE id = ${unitId}
      UNION SELECT unit.parent_id, depth + 1 FROM above JOIN unit ON unit.id = above.id WHERE depth < 100
    )
    SELECT above.id FROM above JOIN unit ON unit.id = above.id AND today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity')
    WHERE EXISTS (
      SELECT FROM role_assignment AS role JOIN account ON account.id = role.account_id AND account.state = 'active'
      WHERE role.role = 'unit-administrator' AND role.unit_id = above.id AND ${inForce} AND role.account_id <> ALL (${submitters}::bigint[]))
    ORDER BY depth LIMIT 1`.execute(tablesIn(tx));
  return rows[0]?.id ?? null;
}

export interface LiveUnit {
  readonly id: UnitId;
  readonly name: string;
}

/** The unit, while it lasts. */
export async function liveUnit(tx: Tx, unitId: UnitId): Promise<LiveUnit | undefined> {
  const { rows } = await sql<LiveUnit>`
    SELECT id, name FROM unit
    WHERE id = ${unitId} AND today_in_vietnam() BETWEEN valid_from AND coalesce(valid_to, 'infinity')`.execute(tablesIn(tx));
  return rows[0];
}

/** The unit's own account: on whose behalf its officers act. */
export async function accountOfUnit(tx: Tx, unitId: UnitId | null): Promise<AccountId | undefined> {
  const { rows } = await sql<{ id: AccountId }>`SELECT id FROM account WHERE unit_id = ${unitId} AND state <> 'closed'`.execute(
    tablesIn(tx),
  );
  return rows[0]?.id;
}
