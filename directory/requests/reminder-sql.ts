import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, RequestId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { RequestState } from './tables.ts';

/** False: another process sends this day's, or has sent them. */
export async function claimMorning(tx: Tx, day: string): Promise<boolean> {
  const { rows } = await sql`INSERT INTO request_reminder (day) VALUES (${day}) ON CONFLICT DO NOTHING RETURNING day`.execute(tablesIn(tx));
  return rows.length > 0;
}

/** A request that waits, and somebody who is to hear of it. */
export interface AwaitedRow {
  readonly accountId: AccountId;
  readonly address: string;
  /** It is not their turn: they hear of it because it is late. */
  readonly isOverseer: boolean;
  readonly requestId: RequestId;
  readonly title: string;
  readonly unit: string;
  readonly state: Extract<RequestState, 'in-review' | 'endorsed' | 'returned'>;
  readonly atUnit: string | null;
  readonly since: string;
  readonly dueOn: string | null;
}

/**
 * Whose turn each waiting request is: the administrators of the unit above, but for who submitted it; the operators; of one that came back
 * whoever submitted it, and the unit's mailbox. Of what is late the operators hear too. Those who cannot read it are left out.
 */
export async function readAwaited(tx: Tx, today: string): Promise<readonly AwaitedRow[]> {
  const { rows } = await sql<AwaitedRow>`
    WITH RECURSIVE part (whole, id) AS (
      SELECT id, id FROM request WHERE state = 'in-review'
      UNION SELECT part.whole, request.id FROM part JOIN request ON request.gathered_into = part.id
    ), holder AS (
      SELECT role.account_id, role.role, role.unit_id FROM role_assignment AS role LEFT JOIN unit ON unit.id = role.unit_id
      WHERE coalesce(unit.valid_to, 'infinity') >= today_in_vietnam() AND role.role IN ('operator', 'unit-administrator') AND revoked_at IS NULL
        AND today_in_vietnam() BETWEEN role.valid_from AND coalesce(role.valid_to, 'infinity')
    ), awaited AS (
      SELECT request.id, holder.account_id, false AS is_overseer
      FROM request JOIN holder ON holder.role = 'unit-administrator' AND holder.unit_id = request.at_unit_id
      WHERE request.state = 'in-review' AND NOT EXISTS (SELECT FROM part JOIN request_step AS step ON step.request_id = part.id
        WHERE part.whole = request.id AND step.step IN ('make', 'submit') AND step.actor_account_id = holder.account_id)
      UNION
      SELECT request.id, holder.account_id, request.state <> 'endorsed'
      FROM request JOIN holder ON holder.role = 'operator'
      WHERE request.state = 'endorsed' OR request.state = 'in-review' AND request.due_on < ${today}::date
      UNION
      SELECT request.id, account.id, false
      FROM request JOIN account ON account.unit_id = request.unit_id OR account.id IN (
        SELECT actor_account_id FROM request_step AS step WHERE step.request_id = request.id AND step.step IN ('make', 'submit', 'gather'))
      WHERE request.state = 'returned'
    )
    SELECT awaited.account_id AS "accountId", local_part || '@' || domain.name AS address, bool_and(awaited.is_overseer) AS "isOverseer",
      request.id AS "requestId", request.title, unit.name AS unit, request.state, at_unit.name AS "atUnit",
      (request.since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS since, request.due_on AS "dueOn"
    FROM awaited JOIN request ON request.id = awaited.id JOIN unit ON unit.id = request.unit_id
    LEFT JOIN unit AS at_unit ON at_unit.id = request.at_unit_id
    JOIN account ON account.id = awaited.account_id AND account.state = 'active'
    JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    GROUP BY 1, 2, 4, 5, 6, 7, 8, 9, 10
    ORDER BY 1, request.due_on NULLS LAST, request.id`.execute(tablesIn(tx));
  return rows;
}
