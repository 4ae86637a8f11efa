import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { AccountId, RequestId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { requestLimits } from './limits.ts';
import type { RecordedStep, RequestState } from './tables.ts';

/** A step as the history keeps it. */
export interface StepToRecord {
  readonly requestId: RequestId;
  /** Of the request after it. */
  readonly version: number;
  readonly step: RecordedStep;
  readonly actorAccountId: AccountId | null;
  /** The unit for which it was done; null: as the operator. */
  readonly asUnitId: UnitId | null;
  readonly from: { readonly state: RequestState; readonly atUnitId: UnitId | null; readonly dueOn: string | null } | null;
  readonly to: { readonly state: RequestState; readonly atUnitId: UnitId | null };
  readonly reason: string | null;
  /** What it changed, with before and after. JSON. */
  readonly changes: readonly unknown[];
}

export async function recordStep(tx: Tx, step: StepToRecord): Promise<void> {
  const { requestId, version, actorAccountId, asUnitId, from, to, reason, changes } = step;
  // The address is that of the moment: the history says what was.
  await sql`
    INSERT INTO request_step (request_id, version, step, actor_account_id, actor_address, as_unit_id, from_state, from_unit_id, to_state,
      to_unit_id, due_on, reason, changes)
    VALUES (${requestId}, ${version}, ${step.step}, ${actorAccountId}, (
        SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE account_id = ${actorAccountId} AND kind = 'primary'),
      ${asUnitId}, ${from?.state ?? null}, ${from?.atUnitId ?? null}, ${to.state}, ${to.atUnitId}, ${from?.dueOn ?? null}, ${reason},
      ${JSON.stringify(changes)}::jsonb)`.execute(tablesIn(tx));
}

/** Who submitted a request or any part of it, ever: they vouch for none of it. */
export async function submittersOf(tx: Tx, id: RequestId): Promise<readonly AccountId[]> {
  const { rows } = await sql<{ accountId: AccountId }>`
    WITH RECURSIVE part (id) AS (
      SELECT ${id}::bigint UNION SELECT request.id FROM part JOIN request ON request.gathered_into = part.id
    )
    SELECT DISTINCT actor_account_id AS "accountId" FROM request_step JOIN part ON part.id = request_id
    WHERE step IN ('make', 'submit') AND actor_account_id IS NOT NULL`.execute(tablesIn(tx));
  return rows.map(({ accountId }) => accountId);
}

/** Steps that a request went after somebody had looked at it. */
export interface PassedStep {
  readonly version: number;
  readonly step: RecordedStep;
  readonly at: Date;
  readonly by: string | null;
  readonly fromState: RequestState | null;
  readonly toState: RequestState;
}

export async function stepsSince(tx: Tx, id: RequestId, version: number): Promise<readonly PassedStep[]> {
  const { rows } = await sql<PassedStep>`
    SELECT version, step, at, actor_address AS by, from_state AS "fromState", to_state AS "toState"
    FROM request_step WHERE request_id = ${id} AND version > ${version} ORDER BY version LIMIT ${requestLimits.stepsToldMax}`.execute(
    tablesIn(tx),
  );
  return rows;
}
