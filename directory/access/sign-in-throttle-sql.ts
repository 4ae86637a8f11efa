import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ThrottleLimits } from './limits.ts';

/** Whose failures are counted; null is not counted. */
export interface ThrottleSubjects {
  /** Primary address of the account, or the address asked for when there is none. */
  readonly account: string | null;
  readonly network: string | null;
}

export interface CountedFailure {
  readonly kind: 'account' | 'network';
  readonly failures: number;
  /** Whether it was blocked before this failure. */
  readonly wasBlocked: boolean;
}

// Times are the database's: processes on several machines must agree.

export async function isAnyBlocked(database: Database, subjects: ThrottleSubjects): Promise<boolean> {
  return (await queryOn(database, findBlocked, [subjects.account, subjects.network])).length > 0;
}

/** Counts one failure for each subject, however many are counted at the same time. */
export function countFailures(database: Database, subjects: ThrottleSubjects, limits: ThrottleLimits): Promise<CountedFailure[]> {
  const { account, network } = subjects;
  const named = [account === null ? [] : [['account', account]], network === null ? [] : [['network', network]]].flat();
  return queryOn<CountedFailure>(database, countFailure, [
    named.map(([kind]) => kind),
    named.map(([, subject]) => subject),
    limits.accountFailuresMax,
    limits.networkFailuresMax,
    limits.windowMs,
    limits.blockMs,
  ]);
}

/** Forgets the failures of an account unless it is blocked. */
export async function clearFailures(database: Database, account: string): Promise<void> {
  await queryOn(database, clearUnblocked, [account]);
}

/** Lifts the block of an account, as an administrator does (REQ-ACC-7). Answers whether it was blocked. */
export async function liftBlock(tx: Tx, account: string): Promise<boolean> {
  return (await queryIn(tx, deleteBlocked, [account])).length > 0;
}

const deleteBlocked: HotStatement = {
  name: 'throttle-lift-block',
  text: `DELETE FROM sign_in_throttle WHERE subject_kind = 'account' AND subject = $1 AND blocked_until > clock_timestamp() RETURNING subject`,
};

/** For a job to call now and then: rows that no longer say anything. */
export async function sweepSignInThrottle(database: Database, limits: ThrottleLimits): Promise<void> {
  await queryOn(database, sweepOld, [limits.windowMs]);
}

const findBlocked: HotStatement = {
  name: 'access-find-blocked',
  text: `
    SELECT subject_kind FROM sign_in_throttle
    WHERE ((subject_kind = 'account' AND subject = $1::text) OR (subject_kind = 'network' AND subject = $2::text))
      AND blocked_until > statement_timestamp()`,
};

// The row's lock makes concurrent failures take turns; accounts are locked before networks by everyone, so nobody deadlocks.
// A block is neither extended nor shortened by what fails meanwhile. After it, or after the window, counting begins anew.
const countFailure: HotStatement = {
  name: 'access-count-failure',
  text: `
    INSERT INTO sign_in_throttle AS known (subject_kind, subject, failures, window_started_at, blocked_until)
    SELECT kind, subject, 1, statement_timestamp(),
      CASE WHEN CASE kind WHEN 'account' THEN $3::int ELSE $4::int END <= 1
        THEN statement_timestamp() + $6::float8 * interval '1 ms' END
    FROM unnest($1::text[], $2::text[]) AS failed (kind, subject)
    ORDER BY kind
    ON CONFLICT (subject_kind, subject) DO UPDATE SET (failures, window_started_at, blocked_until) = (
      SELECT counted.failures,
        CASE WHEN over THEN statement_timestamp() ELSE known.window_started_at END,
        CASE WHEN known.blocked_until > statement_timestamp() THEN known.blocked_until
          WHEN counted.failures >= CASE known.subject_kind WHEN 'account' THEN $3::int ELSE $4::int END
          THEN statement_timestamp() + $6::float8 * interval '1 ms' END
      FROM (SELECT CASE WHEN known.blocked_until IS NOT NULL THEN known.blocked_until <= statement_timestamp()
          ELSE known.window_started_at <= statement_timestamp() - $5::float8 * interval '1 ms' END AS over) AS past,
        LATERAL (SELECT CASE WHEN over THEN 1 ELSE known.failures + 1 END AS failures) AS counted)
    RETURNING subject_kind AS kind, failures,
      coalesce(blocked_until <> statement_timestamp() + $6::float8 * interval '1 ms', false) AS "wasBlocked"`,
};

const clearUnblocked: HotStatement = {
  name: 'access-clear-failures',
  text: `
    DELETE FROM sign_in_throttle
    WHERE subject_kind = 'account' AND subject = $1::text AND (blocked_until IS NULL OR blocked_until <= statement_timestamp())`,
};

const sweepOld: HotStatement = {
  name: 'access-sweep-throttle',
  text: `
    DELETE FROM sign_in_throttle
    WHERE coalesce(blocked_until, window_started_at + $1::float8 * interval '1 ms') <= statement_timestamp()`,
};
