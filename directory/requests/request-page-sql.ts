import { sql } from 'kysely';
import { type Database, tablesOf } from '#io/database.ts';
import type { RequestId, UnitId } from '#kernel/ids.ts';
import type { LineOutcome } from './outcome-sql.ts';
import type { RecordedStep, RequestState } from './tables.ts';

/** A request as a list shows it. */
export interface ListedRequest {
  readonly id: RequestId;
  readonly unitId: UnitId;
  readonly unit: string;
  readonly title: string;
  readonly state: RequestState;
  /** The unit above whose turn it is. */
  readonly atUnitId: UnitId | null;
  readonly atUnit: string | null;
  readonly gatheredInto: RequestId | null;
  /** Lines that were not struck. */
  readonly lines: number;
  readonly version: number;
  /** null: at the console. */
  readonly madeBy: string | null;
  readonly madeAt: Date;
  /** When the turn began, and the last day on which it is in time. */
  readonly since: Date;
  readonly dueOn: string | null;
  readonly settledAt: Date | null;
}

export interface RequestPage {
  /** Requests of that unit and those beneath it. */
  readonly within?: UnitId | undefined;
  readonly states?: readonly RequestState[] | undefined;
  /** Only those older than this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What a list shows, and of what it is read. */
export const listed = sql`
  request.id, request.unit_id AS "unitId", unit.name AS unit, request.title, request.state, at_unit_id AS "atUnitId", at_unit.name AS "atUnit",
  gathered_into AS "gatheredInto", version, request.made_at AS "madeAt", since, due_on AS "dueOn", request.settled_at AS "settledAt",
  (SELECT count(*) FROM request_line AS line WHERE line.request_id = request.id AND line.state <> 'struck') AS lines,
  (SELECT actor_address FROM request_step AS step WHERE step.request_id = request.id AND step.version = 1) AS "madeBy"
  FROM request JOIN unit ON unit.id = request.unit_id LEFT JOIN unit AS at_unit ON at_unit.id = at_unit_id`;

/** The latest first. */
export async function pageOfRequests(database: Database, { within, states, before, limit }: RequestPage): Promise<ListedRequest[]> {
  const { rows } = await sql<ListedRequest>`
    WITH RECURSIVE beneath (id) AS (
      SELECT ${within ?? null}::bigint UNION SELECT unit.id FROM beneath JOIN unit ON unit.parent_id = beneath.id
    )
    SELECT ${listed}
    WHERE ${within === undefined ? sql`true` : sql`request.unit_id IN (SELECT id FROM beneath)`}
      AND ${states === undefined ? sql`true` : sql`request.state = ANY (${states}::text[])`}
      AND ${before === undefined ? sql`true` : sql`request.id < ${before}`}
    ORDER BY request.id DESC LIMIT ${limit}`.execute(tablesOf(database));
  return rows;
}

/** A step of the history. */
export interface ListedStep {
  readonly version: number;
  readonly at: Date;
  readonly step: RecordedStep;
  /** null: at the console, or by a job. */
  readonly by: string | null;
  /** The unit for which it was done; null: as the operator. */
  readonly asUnit: string | null;
  readonly fromState: RequestState | null;
  readonly toState: RequestState;
  readonly toUnit: string | null;
  /** By when it was to be done. */
  readonly dueOn: string | null;
  readonly reason: string | null;
  readonly changes: readonly unknown[];
}

export interface ListedLine extends LineOutcome {
  readonly from: { readonly requestId: RequestId; readonly number: number } | null;
  /** Of a line whose plan waits for its day, what has become of the plan. */
  readonly planState: 'planned' | 'carried-out' | 'cancelled' | null;
}

export interface RequestInFull extends Omit<ListedRequest, 'lines'> {
  readonly lines: readonly ListedLine[];
  readonly history: readonly ListedStep[];
  readonly parts: readonly { readonly id: RequestId; readonly unit: string; readonly state: RequestState }[];
}

export async function readRequest(database: Database, id: RequestId): Promise<RequestInFull | undefined> {
  const tables = tablesOf(database);
  const [row] = (await sql<ListedRequest>`SELECT ${listed} WHERE request.id = ${id}`.execute(tables)).rows;
  if (row === undefined) return undefined;
  const lines = await sql<ListedLine>`
    SELECT number, asked, line.state, plan_id AS "planId", problems, result, plan.state AS "planState",
      CASE WHEN from_request_id IS NULL THEN NULL ELSE jsonb_build_object('requestId', from_request_id, 'number', from_number) END AS "from"
    FROM request_line AS line LEFT JOIN plan ON plan.id = plan_id WHERE request_id = ${id} ORDER BY number`.execute(tables);
  const history = await sql<ListedStep>`
    SELECT version, at, step, actor_address AS by, as_unit.name AS "asUnit", from_state AS "fromState", to_state AS "toState",
      to_unit.name AS "toUnit", due_on AS "dueOn", reason, changes
    FROM request_step LEFT JOIN unit AS as_unit ON as_unit.id = as_unit_id LEFT JOIN unit AS to_unit ON to_unit.id = to_unit_id
    WHERE request_id = ${id} ORDER BY version`.execute(tables);
  const parts = await sql<RequestInFull['parts'][number]>`
    SELECT request.id, unit.name AS unit, state FROM request JOIN unit ON unit.id = unit_id
    WHERE gathered_into = ${id} ORDER BY request.id`.execute(tables);
  return { ...row, lines: lines.rows, history: history.rows, parts: parts.rows };
}
