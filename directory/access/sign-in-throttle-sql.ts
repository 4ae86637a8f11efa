import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ThrottleLimits } from './limits.ts';
import { passkeySubject, secondFactorSubject } from './rules.ts';

/** Whose failures are counted; null is not counted. */
export interface ThrottleSubjects {
  /** Primary address of the account, or the address asked for when there is none. */
  readonly account: string | null;
  readonly network: string | null;
}

export interface CountedFailure {
  /** familiar: of the account, from a network that it signed in from lately. */
  readonly kind: 'account' | 'familiar' | 'network';
  readonly failures: number;
  /** Whether it was blocked before this failure. */
  readonly wasBlocked: boolean;
}

// Times are the database's: processes on several machines must agree.

export async function isAnyBlocked(database: Database, subjects: ThrottleSubjects, limits: ThrottleLimits): Promise<boolean> {
  return (await queryOn(database, findBlocked, [subjects.account, subjects.network, limits.familiarMs])).length > 0;
}

/** Counts one failure for each subject, however many are counted at the same time. */
export function countFailures(database: Database, subjects: ThrottleSubjects, limits: ThrottleLimits): Promise<CountedFailure[]> {
  const { accountFailuresMax, networkFailuresMax, windowMs, blockMs, familiarMs } = limits;
  const values = [subjects.account, subjects.network, familiarMs, accountFailuresMax, networkFailuresMax, windowMs, blockMs];
  return queryOn<CountedFailure>(database, countFailure, values);
}

/** Unless blocked: the network is familiar from now on, and what failed for the account from there is forgotten. False when blocked. */
export async function noteSuccess(database: Database, subjects: ThrottleSubjects, limits: ThrottleLimits): Promise<boolean> {
  const values = [subjects.account, subjects.network, limits.familiarMs, limits.familiarNotedEveryMs];
  const [row] = await queryOn<{ isBlocked: boolean }>(database, note, values);
  return row?.isBlocked === false;
}

/** Lifts the blocks of an account and of its second factors, as an administrator does (REQ-ACC-7). Answers whether it was blocked anywhere. */
export async function liftBlock(tx: Tx, account: string): Promise<boolean> {
  return (await queryIn(tx, deleteBlocked, [[account, secondFactorSubject(account), passkeySubject(account)]])).length > 0;
}

const deleteBlocked: HotStatement = {
  name: 'throttle-lift-block',
  text: `
    DELETE FROM sign_in_throttle
    WHERE blocked_until > clock_timestamp() AND ((subject_kind = 'account' AND subject = ANY ($1::text[]))
      OR (subject_kind = 'familiar' AND subject IN (SELECT account || ' ' || network FROM familiar_network WHERE account = ANY ($1::text[]))))
    RETURNING subject`,
};

/** For a job to call now and then: rows that no longer say anything. */
export async function sweepSignInThrottle(database: Database, limits: ThrottleLimits): Promise<void> {
  await queryOn(database, sweepOld, [limits.windowMs]);
  await queryOn(database, sweepFamiliar, [limits.familiarMs, limits.familiarNetworksMax]);
}

// What a sign-in from somewhere is judged by: the network, and the account's failures from there where it is familiar, else from everywhere
// else. A familiar network's failures are no part of those, nor those of its: whoever fails elsewhere shuts nobody out where they work.
const judged = `
    WITH here AS (
      SELECT EXISTS (SELECT FROM familiar_network WHERE account = $1::text AND network = $2::text
        AND signed_in_at > statement_timestamp() - $3::float8 * interval '1 ms') AS is_familiar
    ), blocked AS (
      SELECT FROM here, sign_in_throttle
      WHERE blocked_until > statement_timestamp() AND ((subject_kind = 'network' AND subject = $2::text)
        OR (subject_kind = 'account' AND subject = $1::text AND NOT is_familiar)
        OR (subject_kind = 'familiar' AND subject = $1::text || ' ' || $2::text AND is_familiar))
    )`;

const findBlocked: HotStatement = { name: 'access-find-blocked', text: `${judged} SELECT 1 FROM blocked` };

// The row's lock makes concurrent failures take turns; accounts are locked before networks by everyone, so nobody deadlocks.
// A block is neither extended nor shortened by what fails meanwhile. After it, or after the window, counting begins anew.
const countFailure: HotStatement = {
  name: 'access-count-failure',
  text: `${judged}
    INSERT INTO sign_in_throttle AS known (subject_kind, subject, failures, window_started_at, blocked_until)
    SELECT kind, subject, 1, statement_timestamp(),
      CASE WHEN CASE kind WHEN 'network' THEN $5::int ELSE $4::int END <= 1
        THEN statement_timestamp() + $7::float8 * interval '1 ms' END
    FROM (
      SELECT CASE WHEN is_familiar THEN 'familiar' ELSE 'account' END,
        CASE WHEN is_familiar THEN $1::text || ' ' || $2::text ELSE $1::text END FROM here
      UNION ALL SELECT 'network', $2::text) AS failed (kind, subject)
    WHERE subject IS NOT NULL
    ORDER BY kind
    ON CONFLICT (subject_kind, subject) DO UPDATE SET (failures, window_started_at, blocked_until) = (
      SELECT counted.failures,
        CASE WHEN over THEN statement_timestamp() ELSE known.window_started_at END,
        CASE WHEN known.blocked_until > statement_timestamp() THEN known.blocked_until
          WHEN counted.failures >= CASE known.subject_kind WHEN 'network' THEN $5::int ELSE $4::int END
          THEN statement_timestamp() + $7::float8 * interval '1 ms' END
      FROM (SELECT CASE WHEN known.blocked_until IS NOT NULL THEN known.blocked_until <= statement_timestamp()
          ELSE known.window_started_at <= statement_timestamp() - $6::float8 * interval '1 ms' END AS over) AS past,
        LATERAL (SELECT CASE WHEN over THEN 1 ELSE known.failures + 1 END AS failures) AS counted)
    RETURNING subject_kind AS kind, failures,
      coalesce(blocked_until <> statement_timestamp() + $7::float8 * interval '1 ms', false) AS "wasBlocked"`,
};

// A network becomes familiar only by a sign-in that was let through as what it was before.
const note: HotStatement = {
  name: 'access-note-success',
  text: `${judged}, forgotten AS (
      DELETE FROM sign_in_throttle
      WHERE NOT EXISTS (SELECT FROM blocked) AND (blocked_until IS NULL OR blocked_until <= statement_timestamp())
        AND ((subject_kind = 'familiar' AND subject = $1::text || ' ' || $2::text)
          OR (subject_kind = 'account' AND subject = $1::text AND $2::text IS NULL))
    ), noted AS (
      INSERT INTO familiar_network (account, network, signed_in_at)
      SELECT $1::text, $2::text, statement_timestamp()
      WHERE $1::text IS NOT NULL AND $2::text IS NOT NULL AND NOT EXISTS (SELECT FROM blocked)
        AND NOT EXISTS (SELECT FROM familiar_network WHERE account = $1::text AND network = $2::text
          AND signed_in_at > statement_timestamp() - $4::float8 * interval '1 ms')
      ON CONFLICT (account, network) DO UPDATE SET signed_in_at = excluded.signed_in_at
    )
    SELECT EXISTS (SELECT FROM blocked) AS "isBlocked"`,
};

const sweepOld: HotStatement = {
  name: 'access-sweep-throttle',
  text: `
    DELETE FROM sign_in_throttle
    WHERE coalesce(blocked_until, window_started_at + $1::float8 * interval '1 ms') <= statement_timestamp()`,
};

const sweepFamiliar: HotStatement = {
  name: 'access-sweep-familiar-networks',
  text: `
    DELETE FROM familiar_network USING (
      SELECT account, network, row_number() OVER (PARTITION BY account ORDER BY signed_in_at DESC, network) AS rank
      FROM familiar_network) AS ranked
    WHERE familiar_network.account = ranked.account AND familiar_network.network = ranked.network
      AND (ranked.rank > $2::int OR familiar_network.signed_in_at <= statement_timestamp() - $1::float8 * interval '1 ms')`,
};
