import { type RawBuilder, sql } from 'kysely';
import type { UnitReach } from '#directory/access/roles/within-reach.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { type ListedRequest, listed } from './request-page-sql.ts';
import type { RequestState } from './tables.ts';

/** Whose list it is: what they may see of requests. */
interface Inbox {
  readonly reach: UnitReach;
  /** Words without marks, each of which the request has in its title, its unit or who it is about; a number is the request's. */
  readonly words?: readonly string[] | undefined;
  readonly limit: number;
}

export interface FollowedPage extends Inbox {
  /** Of that unit and those beneath it. */
  readonly within?: UnitId | undefined;
  readonly state?: RequestState | undefined;
  readonly before?: number | undefined;
}

/** All requests within somebody's reach, the latest first. */
export async function pageOfFollowed(
  database: Database,
  { within, state, before, limit, ...inbox }: FollowedPage,
): Promise<ListedRequest[]> {
  const { rows } = await sql<ListedRequest>`
    WITH RECURSIVE ${beneath(sql`${within ?? null}::bigint`, 'beneath')}, ${reached(inbox.reach)}
    SELECT ${listed}
    WHERE ${isReached(inbox.reach)} AND ${hasWords(inbox.words)}
      AND ${within === undefined ? sql`true` : sql`request.unit_id IN (SELECT id FROM beneath)`}
      AND ${state === undefined ? sql`true` : sql`request.state = ${state}`}
      AND ${before === undefined ? sql`true` : sql`request.id < ${before}`}
    ORDER BY request.id DESC LIMIT ${limit}`.execute(tablesOf(database));
  return rows;
}

export interface AwaitedPage extends Inbox {
  readonly accountId: AccountId;
  readonly isOperator: boolean;
  /** Administered by name. */
  readonly administered: readonly UnitId[];
  readonly headed: readonly UnitId[];
  /** Of the last one shown. */
  readonly after?: readonly [dueOn: string, id: number] | undefined;
}

/** What a day is that never comes, in the order of days. */
export const neverDue = '9999-12-31';

/**
 * Requests that wait for somebody, what is due first before the rest. As reminders have it (reminder-sql.ts): with the unit above for who
 * administers it by name and submitted no part; endorsed for operators; returned for the unit's officers and whoever submitted or gathered it.
 */
export async function pageOfAwaited(database: Database, { after, limit, ...inbox }: AwaitedPage): Promise<ListedRequest[]> {
  const { accountId, isOperator, administered, headed } = inbox;
  const due = sql`coalesce(request.due_on, ${neverDue}::date)`;
  const stepBy = (of: RawBuilder<unknown>, steps: readonly string[]) => sql`EXISTS (
    SELECT FROM request_step AS step WHERE step.request_id ${of} AND step.step = ANY (${steps}::text[]) AND step.actor_account_id = ${accountId})`;
  const parts = sql`IN (
    WITH RECURSIVE part (id) AS (
      SELECT request.id UNION SELECT whole.id FROM part JOIN request AS whole ON whole.gathered_into = part.id
    ) SELECT id FROM part)`;
  const { rows } = await sql<ListedRequest>`
    WITH RECURSIVE ${reached(inbox.reach)}
    SELECT ${listed}
    WHERE request.settled_at IS NULL AND ${isReached(inbox.reach)} AND ${hasWords(inbox.words)} AND (
      (request.state = 'in-review' AND at_unit_id = ANY (${administered}::bigint[]) AND NOT ${stepBy(parts, ['make', 'submit'])})
      OR (request.state = 'endorsed' AND ${isOperator}::boolean)
      OR (request.state = 'returned' AND (request.unit_id = ANY (${[...administered, ...headed]}::bigint[])
        OR ${stepBy(sql`= request.id`, ['make', 'submit', 'gather'])})))
      AND ${after === undefined ? sql`true` : sql`(${due}, request.id) > (${after[0]}::date, ${after[1]}::bigint)`}
    ORDER BY ${due}, request.id LIMIT ${limit}`.execute(tablesOf(database));
  return rows;
}

const beneath = (top: RawBuilder<unknown>, name: 'beneath' | 'reached') => sql`${sql.raw(name)} (id) AS (
  SELECT ${top} UNION SELECT unit.id FROM ${sql.raw(name)} AS above JOIN unit ON unit.parent_id = above.id)`;

const reached = ({ below }: UnitReach) => beneath(sql`unnest(${below}::bigint[])`, 'reached');

const isReached = ({ everywhere, alone }: UnitReach) =>
  everywhere ? sql`true` : sql`(request.unit_id = ANY (${alone}::bigint[]) OR request.unit_id IN (SELECT id FROM reached))`;

// Like searchKey (directory/naming): a list of requests is short enough to be folded as it is read.
const folded = (text: RawBuilder<unknown>) =>
  sql`replace(regexp_replace(normalize(lower(${text}), NFD), ${'[\u0300-\u036f]'}, '', 'g'), 'đ', 'd')`;

function hasWords(words: readonly string[] = []): RawBuilder<unknown> {
  if (words.length === 0) return sql`true`;
  const about = sql`(SELECT string_agg(concat_ws(' ', asked->>'name', asked->>'person'), ' ') FROM request_line AS line
    WHERE line.request_id = request.id AND line.state <> 'struck')`;
  const text = folded(sql`concat_ws(' ', request.title, unit.name, ${about})`);
  const conditions = words.map((word) => sql`(strpos(${text}, ${word}) > 0 OR request.id::text = ${word})`);
  return sql`(${sql.join(conditions, sql` AND `)})`;
}
