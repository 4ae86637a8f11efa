import { sql } from 'kysely';
import { queryIn, tablesIn } from '#io/database.ts';
import type { AccountId, PlanId, RequestId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { RequestLine } from './request-line.ts';
import type { LineFault, LineResult, LineState, RequestState, RequestTables } from './tables.ts';

/** A request as its steps need it. */
export interface KeptRequest {
  readonly id: RequestId;
  readonly unitId: UnitId;
  readonly unit: string;
  readonly title: string;
  readonly state: RequestState;
  readonly atUnitId: UnitId | null;
  readonly gatheredInto: RequestId | null;
  readonly version: number;
  readonly dueOn: string | null;
}

/** Held until commit, in one order for all; absent where there is none. */
export async function lockRequests(tx: Tx, ids: readonly RequestId[]): Promise<ReadonlyMap<RequestId, KeptRequest>> {
  const rows = await queryIn<KeptRequest & { id: RequestId }>(tx, lockById, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

const lockById = {
  name: 'requests-lock',
  text: `
    SELECT request.id, unit_id AS "unitId", unit.name AS unit, title, request.state, at_unit_id AS "atUnitId", gathered_into AS "gatheredInto",
      version, due_on AS "dueOn"
    FROM request JOIN unit ON unit.id = unit_id
    WHERE request.id = ANY ($1::bigint[]) ORDER BY request.id FOR NO KEY UPDATE OF request`,
};

export interface NewRequest {
  readonly unitId: UnitId;
  readonly title: string;
  readonly state: RequestState;
  readonly atUnitId: UnitId | null;
  readonly dueOn: string;
  readonly madeBy: AccountId | null;
  readonly lines: readonly NewLine[];
}

export interface NewLine {
  readonly asked: RequestLine;
  readonly from?: { readonly requestId: RequestId; readonly number: number };
}

/** Lines are numbered from 1 as they come. */
export async function insertRequest(tx: Tx, { unitId, title, state, atUnitId, dueOn, madeBy, lines }: NewRequest): Promise<RequestId> {
  const { id } = await tablesIn<RequestTables>(tx)
    .insertInto('request')
    .values({
      ...{ unit_id: unitId, title, state, at_unit_id: atUnitId, gathered_into: null, due_on: dueOn, made_by: madeBy, settled_at: null },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertLines(tx, id, lines, 1);
  return id;
}

export async function insertLines(tx: Tx, id: RequestId, lines: readonly NewLine[], first: number): Promise<void> {
  const rows = lines.map(({ asked, from }, index) => ({
    ...{ number: first + index, asked, from_request_id: from?.requestId ?? null, from_number: from?.number ?? null },
  }));
  await sql`
    INSERT INTO request_line (request_id, number, asked, from_request_id, from_number)
    SELECT ${id}::bigint, number, asked, from_request_id, from_number
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (number int, asked jsonb, from_request_id bigint, from_number int)`.execute(
    tablesIn(tx),
  );
}

export interface KeptLine {
  readonly number: number;
  readonly asked: RequestLine;
  readonly state: LineState;
  readonly from: { readonly requestId: RequestId; readonly number: number } | null;
}

export async function readLines(tx: Tx, id: RequestId): Promise<readonly KeptLine[]> {
  const rows = await tablesIn<RequestTables>(tx)
    .selectFrom('request_line')
    .selectAll()
    .where('request_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map(({ number, asked, state, from_request_id, from_number }) => ({
    ...{ number, asked: asked as RequestLine, state },
    from: from_request_id === null || from_number === null ? null : { requestId: from_request_id, number: from_number },
  }));
}

/** What a line asks for now; null: it is struck. */
export async function changeLine(tx: Tx, id: RequestId, number: number, asked: RequestLine | null): Promise<void> {
  await tablesIn<RequestTables>(tx)
    .updateTable('request_line')
    .set(asked === null ? { state: 'struck' } : { asked: JSON.stringify(asked), state: 'open' })
    .where('request_id', '=', id)
    .where('number', '=', number)
    .execute();
}

/** What became of a line. */
export interface SettledLine {
  readonly number: number;
  readonly state: Extract<LineState, 'planned' | 'carried-out' | 'refused'>;
  readonly planId: PlanId | null;
  readonly problems: readonly LineFault[] | null;
  readonly result: LineResult | null;
}

export async function settleLines(tx: Tx, id: RequestId, lines: readonly SettledLine[]): Promise<void> {
  await sql`
    UPDATE request_line AS line SET state = r.state, plan_id = r."planId", problems = nullif(r.problems, 'null'), result = nullif(r.result, 'null')
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS r (number int, state text, "planId" bigint, problems jsonb, result jsonb)
    WHERE line.request_id = ${id} AND line.number = r.number`.execute(tablesIn(tx));
}

/** What became of a gathered request's lines became of those they were taken from. One that was struck meanwhile is refused for that. */
export async function settlePartsLines(tx: Tx, id: RequestId, struck: readonly LineFault[]): Promise<void> {
  await sql`
    UPDATE request_line AS part SET plan_id = line.plan_id, result = line.result,
      state = CASE line.state WHEN 'struck' THEN 'refused' ELSE line.state END,
      problems = CASE line.state WHEN 'struck' THEN ${JSON.stringify(struck)}::jsonb ELSE line.problems END
    FROM request_line AS line
    WHERE line.request_id = ${id} AND part.request_id = line.from_request_id AND part.number = line.from_number AND part.state = 'open'`.execute(
    tablesIn(tx),
  );
}

/** Every open line of a request comes to the same end. */
export async function refuseOpenLines(tx: Tx, id: RequestId, problems: readonly LineFault[]): Promise<void> {
  await sql`
    UPDATE request_line SET state = 'refused', problems = ${JSON.stringify(problems)}::jsonb
    WHERE request_id = ${id} AND state = 'open'`.execute(tablesIn(tx));
}

export interface Turn {
  readonly state: RequestState;
  readonly atUnitId: UnitId | null;
  readonly dueOn: string | null;
  readonly gatheredInto?: RequestId | null;
}

/** Whose turn it is from now on; the version is the caller's, who holds the row. A turn that goes on keeps when it began. */
export async function turnTo(tx: Tx, { id, version }: KeptRequest, turn: Turn, goesOn: boolean): Promise<void> {
  const isSettled = turn.state === 'carried-out' || turn.state === 'refused' || turn.state === 'withdrawn';
  await tablesIn<RequestTables>(tx)
    .updateTable('request')
    .set({
      ...{ state: turn.state, at_unit_id: turn.atUnitId, due_on: turn.dueOn, version: version + 1 },
      ...(turn.gatheredInto === undefined ? {} : { gathered_into: turn.gatheredInto }),
      ...(goesOn ? {} : { since: sql<Date>`now()` }),
      ...(isSettled ? { settled_at: sql<Date>`now()` } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** The requests that are part of one now, held until commit. */
export async function lockParts(tx: Tx, id: RequestId): Promise<readonly KeptRequest[]> {
  const { rows } = await sql<{ id: RequestId }>`
    SELECT id FROM request WHERE gathered_into = ${id} AND state = 'gathered' ORDER BY id`.execute(tablesIn(tx));
  return [
    ...(
      await lockRequests(
        tx,
        rows.map((row) => row.id),
      )
    ).values(),
  ];
}

/** Requests of a unit that somebody still has to do something about; until commit nobody else counts them. */
export async function countOpen(tx: Tx, unitId: UnitId): Promise<number> {
  await sql`SELECT FROM unit WHERE id = ${unitId} FOR NO KEY UPDATE`.execute(tablesIn(tx));
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM request WHERE unit_id = ${unitId} AND settled_at IS NULL`.execute(tablesIn(tx));
  return rows[0]!.count;
}
