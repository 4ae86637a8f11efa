import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { RequestId, UnitId } from '#kernel/ids.ts';
import type { LineEvent } from './request-line.ts';
import type { LineState, RequestState } from './tables.ts';

export interface Scope {
  /** Days of Vietnam's calendar, both included. */
  readonly from: string;
  readonly to: string;
  /** Requests of that unit and all beneath it; left out: all. */
  readonly unit?: UnitId | undefined;
}

/** Somebody's turn at a request, as it was or is. */
export interface TurnRow {
  readonly requestId: RequestId;
  readonly state: Extract<RequestState, 'in-review' | 'endorsed' | 'returned'>;
  /** The unit above whose turn it was. */
  readonly unitId: UnitId | null;
  readonly unit: string | null;
  readonly began: string;
  /** null: it goes on. */
  readonly ended: string | null;
  readonly dueOn: string | null;
}

/** A list as its unit made it: what was gathered from others is counted where it came from. */
export interface RequestRow {
  readonly requestId: RequestId;
  readonly unitId: UnitId;
  readonly unit: string;
  readonly state: RequestState;
  readonly made: string;
  readonly settled: string | null;
  readonly lines: readonly { readonly do: LineEvent; readonly state: LineState }[];
}

const dayOf = (column: string) => sql`(${sql.raw(column)} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

const beneath = (unit: UnitId | undefined) => sql`
    WITH RECURSIVE beneath (id) AS (
      SELECT ${unit ?? null}::bigint UNION SELECT unit.id FROM beneath JOIN unit ON unit.parent_id = beneath.id
    )`;
const inScope = (unit: UnitId | undefined) => (unit === undefined ? sql`true` : sql`request.unit_id IN (SELECT id FROM beneath)`);

/** Turns that were under way on any day of the span. A correction ends none. */
export async function readTurns(database: Database, { from, to, unit }: Scope): Promise<readonly TurnRow[]> {
  const { rows } = await sql<TurnRow>`
    ${beneath(unit)}, turn AS (
      SELECT request_id, to_state AS state, to_unit_id, at, lead(at) OVER steps AS ended_at,
        CASE WHEN lead(at) OVER steps IS NULL THEN request.due_on ELSE lead(step.due_on) OVER steps END AS due_on
      FROM request_step AS step JOIN request ON request.id = request_id
      WHERE step.step <> 'correct' AND ${inScope(unit)}
      WINDOW steps AS (PARTITION BY request_id ORDER BY step.version)
    )
    SELECT request_id AS "requestId", state, to_unit_id AS "unitId", unit.name AS unit, ${dayOf('turn.at')} AS began,
      ${dayOf('ended_at')} AS ended, due_on AS "dueOn"
    FROM turn LEFT JOIN unit ON unit.id = to_unit_id
    WHERE state IN ('in-review', 'endorsed', 'returned') AND ${dayOf('turn.at')} <= ${to}::date
      AND coalesce(${dayOf('ended_at')}, 'infinity') >= ${from}::date
    ORDER BY request_id, turn.at`.execute(tablesOf(database));
  return rows;
}

/** Lists that were made, waited or were settled on any day of the span. */
export async function readMadeRequests(database: Database, { from, to, unit }: Scope): Promise<readonly RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    ${beneath(unit)}
    SELECT request.id AS "requestId", request.unit_id AS "unitId", unit.name AS unit, request.state, ${dayOf('request.made_at')} AS made,
      ${dayOf('request.settled_at')} AS settled,
      coalesce((SELECT jsonb_agg(jsonb_build_object('do', asked ->> 'do', 'state', line.state) ORDER BY number)
        FROM request_line AS line WHERE line.request_id = request.id AND line.state <> 'struck'), '[]') AS lines
    FROM request JOIN unit ON unit.id = request.unit_id
    WHERE ${inScope(unit)} AND ${dayOf('request.made_at')} <= ${to}::date AND coalesce(${dayOf('request.settled_at')}, 'infinity') >= ${from}::date
      AND EXISTS (SELECT FROM request_step AS step WHERE step.request_id = request.id AND step.version = 1 AND step.step = 'make')
    ORDER BY request.unit_id, request.id`.execute(tablesOf(database));
  return rows;
}
