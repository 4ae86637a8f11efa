import { sql } from 'kysely';
import { tablesIn } from '#io/database.ts';
import type { PlanId, RequestId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { RequestLine } from './request-line.ts';
import type { LineFault, LineResult, LineState } from './tables.ts';

/** A line and what became of it. */
export interface LineOutcome {
  readonly number: number;
  readonly asked: RequestLine;
  readonly state: LineState;
  readonly planId: PlanId | null;
  readonly problems: readonly LineFault[] | null;
  readonly result: LineResult | null;
}

export async function readOutcomes(tx: Tx, id: RequestId): Promise<readonly LineOutcome[]> {
  const { rows } = await sql<LineOutcome>`
    SELECT number, asked, state, plan_id AS "planId", problems, result FROM request_line
    WHERE request_id = ${id} AND state <> 'struck' ORDER BY number`.execute(tablesIn(tx));
  return rows;
}
