import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { isOutdone } from '../outdone-password-sql.ts';
import { webSessionLimits } from './limits.ts';
import { sweepSpentChallenges } from './passkeys/spent-challenge-sql.ts';
import { hasSecondFactor } from './second-factor-sql.ts';
import type { WebProof } from './tables.ts';

export interface WebSessionRow {
  readonly mac: Buffer;
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly address: string;
  /** The account is active, the password the one that proved it, the second factor shown where there is one, no time over. */
  readonly isLive: boolean;
  readonly proofs: readonly WebProof[];
  /** Since the person last showed who they are. */
  readonly provedMsAgo: number;
  readonly mustChange: boolean;
  readonly changedAt: Date;
  readonly now: Date;
  /** Has a role today. */
  readonly isAdministrator: boolean;
  readonly hasSecondFactor: boolean;
  readonly isUseOld: boolean;
}

/** Read for every request: whatever ends the session or its owner's access counts for the next. */
export async function findWebSession(database: Database, id: string, idleMs: number): Promise<WebSessionRow | undefined> {
  const [row] = await queryOn<WebSessionRow>(database, find, [id, idleMs, webSessionLimits.usedNotedEveryMs]);
  return row;
}

export interface NewWebSession {
  readonly id: string;
  readonly accountId: AccountId;
  readonly mac: Buffer;
  readonly passwordVersion: string;
  readonly proofs: readonly WebProof[];
  readonly network: string;
  readonly userAgent: string;
  readonly absoluteMs: number;
  readonly provedMsAgo: number;
}

/** Of more than an account may have, the one unused for longest ends. */
export async function insertWebSession(tx: Tx, made: NewWebSession): Promise<void> {
  const { id, accountId, mac, passwordVersion, proofs, network, userAgent, absoluteMs, provedMsAgo } = made;
  await queryIn(tx, insert, [id, accountId, mac, passwordVersion, proofs, network, userAgent, absoluteMs, provedMsAgo]);
  await queryIn(tx, endSurplus, [accountId, webSessionLimits.liveMax]);
}

export async function noteWebSessionUse(database: Database, id: string): Promise<void> {
  await queryOn(database, noteUse, [id]);
}

/** The person has shown again who they are. */
export async function noteProof(database: Database, id: string, proof: WebProof): Promise<void> {
  await queryOn(database, noteProved, [id, proof]);
}

/** As `noteProof`, where the factor came into being by it. */
export async function noteProofIn(tx: Tx, id: string, proof: WebProof): Promise<void> {
  await queryIn(tx, noteProved, [id, proof]);
}

/** The session goes on under the password that the account has now. */
export async function renewPasswordVersion(tx: Tx, id: string): Promise<void> {
  await queryIn(tx, renew, [id]);
}

/** false when the account has no such session that goes on. */
export async function markWebSessionEnded(tx: Tx, id: string, accountId: AccountId): Promise<boolean> {
  return (await queryIn(tx, end, [id, accountId])).length > 0;
}

/** Answers how many ended. `exceptId` goes on. */
export async function endWebSessionsOf(tx: Tx, accountId: AccountId, exceptId: string): Promise<number> {
  return (await queryIn(tx, endAll, [accountId, exceptId])).length;
}

/** For a job to call now and then: sessions, sign-ins and challenges that were over long ago. */
export async function sweepWebSessions(database: Database): Promise<void> {
  await queryOn(database, sweepSessions, [webSessionLimits.keptMs]);
  await queryOn(database, sweepSignIns, []);
  await sweepSpentChallenges(database);
}

// A session whose password is another by now, or that was opened before there was a second factor, does not stand.
export const standing = `
      session.ended_at IS NULL AND session.ends_at > statement_timestamp()
        AND session.used_at > statement_timestamp() - $2::float8 * interval '1 ms'
        AND account.state = 'active' AND account.person_id IS NOT NULL
        AND session.password_version = coalesce(extract(epoch FROM password.changed_at)::text, '')
        AND (NOT ${hasSecondFactor} OR session.proofs && ARRAY['totp', 'recovery-code', 'passkey', 'oidc-factor'])`;
export const withOwner = `
    web_session AS session JOIN account ON account.id = session.account_id
    LEFT JOIN password ON password.account_id = account.id`;

const find: HotStatement = {
  name: 'web-find-session',
  text: `
    SELECT session.mac, account.id AS "accountId", account.person_id AS "personId", address.local_part || '@' || domain.name AS address,
      ${standing} AS "isLive",
      session.proofs, extract(epoch FROM statement_timestamp() - session.proved_at)::float8 * 1000 AS "provedMsAgo",
      coalesce(password.must_change AND NOT ${isOutdone}, false) AS "mustChange", coalesce(password.changed_at, statement_timestamp()) AS "changedAt", statement_timestamp() AS now,
      EXISTS (SELECT FROM role_assignment LEFT JOIN unit ON unit.id = unit_id
        WHERE role_assignment.account_id = account.id AND revoked_at IS NULL
          AND today_in_vietnam() BETWEEN role_assignment.valid_from AND coalesce(role_assignment.valid_to, 'infinity')
          AND (unit_id IS NULL OR today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity'))) AS "isAdministrator",
      ${hasSecondFactor} AS "hasSecondFactor",
      session.used_at <= statement_timestamp() - $3::float8 * interval '1 ms' AS "isUseOld"
    FROM ${withOwner}
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE session.id = $1::text`,
};

const insert: HotStatement = {
  name: 'web-insert-session',
  text: `
    INSERT INTO web_session (id, account_id, mac, password_version, proofs, network, user_agent, ends_at, proved_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, statement_timestamp() + $8::float8 * interval '1 ms',
      statement_timestamp() - $9::float8 * interval '1 ms')`,
};

const endSurplus: HotStatement = {
  name: 'web-end-surplus-sessions',
  text: `
    UPDATE web_session SET ended_at = clock_timestamp() WHERE id IN (
      SELECT id FROM web_session WHERE account_id = $1::bigint AND ended_at IS NULL AND ends_at > statement_timestamp()
      ORDER BY used_at DESC, id OFFSET $2::int)`,
};

const noteUse: HotStatement = {
  name: 'web-note-session-use',
  text: 'UPDATE web_session SET used_at = statement_timestamp() WHERE id = $1 AND ended_at IS NULL',
};

const noteProved: HotStatement = {
  name: 'web-note-proof',
  text: `
    UPDATE web_session SET proved_at = statement_timestamp(), used_at = statement_timestamp(),
      proofs = CASE WHEN $2::text = ANY (proofs) THEN proofs ELSE proofs || $2::text END
    WHERE id = $1::text AND ended_at IS NULL`,
};

const renew: HotStatement = {
  name: 'web-renew-password-version',
  text: `
    UPDATE web_session AS session SET password_version = extract(epoch FROM password.changed_at)::text, proved_at = statement_timestamp()
    FROM password WHERE session.id = $1::text AND password.account_id = session.account_id`,
};

const end: HotStatement = {
  name: 'web-end-session',
  text: `
    UPDATE web_session SET ended_at = clock_timestamp()
    WHERE id = $1::text AND account_id = $2::bigint AND ended_at IS NULL AND ends_at > statement_timestamp() RETURNING id`,
};

const endAll: HotStatement = {
  name: 'web-end-sessions',
  text: `
    UPDATE web_session SET ended_at = clock_timestamp()
    WHERE account_id = $1::bigint AND id <> $2::text AND ended_at IS NULL AND ends_at > statement_timestamp() RETURNING id`,
};

const sweepSessions: HotStatement = {
  name: 'web-sweep-sessions',
  text: `DELETE FROM web_session WHERE least(ends_at, ended_at) < statement_timestamp() - $1::float8 * interval '1 ms'`,
};
const sweepSignIns: HotStatement = { name: 'web-sweep-sign-ins', text: 'DELETE FROM web_sign_in WHERE ends_at < statement_timestamp()' };
