import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { hasSecondFactor } from '../web-session/second-factor-sql.ts';

/** Somebody's account at the provider. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

export interface IdentityAccount {
  readonly id: AccountId;
  readonly state: 'active' | 'locked' | 'closed';
  /** null for a unit's account. */
  readonly personId: PersonId | null;
  readonly address: string;
  /** null when no password was chosen yet. */
  readonly passwordVersion: string | null;
  readonly isUseOld: boolean;
}

/** The account that was linked to it, whatever has become of that since. */
export async function findLinkedAccount(database: Database, { issuer, subject }: Subject): Promise<IdentityAccount | undefined> {
  const [row] = await queryOn<IdentityAccount>(database, findLinked, [issuer, subject]);
  return row;
}

export interface OidcLink extends Subject {
  readonly linkedAt: Date;
  readonly usedAt: Date;
}

/** What an account is linked to: of each provider there has been at most one, the last used first. */
export function findLinks(database: Database, accountId: AccountId): Promise<OidcLink[]> {
  return queryOn<OidcLink>(database, find, [accountId]);
}

/** `new`: it was not there. `used`: it was. null: one of the two is linked otherwise. */
export async function keepLink(tx: Tx, { issuer, subject }: Subject, accountId: AccountId): Promise<'new' | 'used' | null> {
  if ((await queryIn(tx, insert, [issuer, subject, accountId])).length > 0) return 'new';
  return (await queryIn(tx, noteUse, [issuer, subject, accountId])).length > 0 ? 'used' : null;
}

/** Whether the session was opened without the provider, to an account that comes by it and has no second factor of ours. */
export async function isBesideProvider(tx: Tx, sessionId: string, issuer: string): Promise<boolean> {
  return (await queryIn(tx, besideProvider, [sessionId, issuer])).length > 0;
}

export function deleteLinks(tx: Tx, accountId: AccountId): Promise<Subject[]> {
  return queryIn<Subject>(tx, remove, [accountId]);
}

/** Sessions that the provider proved, but `exceptId`, and sign-ins that wait for a second factor. Answers how many sessions ended. */
export async function endOidcSessions(tx: Tx, accountId: AccountId, exceptId: string): Promise<number> {
  await queryIn(tx, forgetSignIns, [accountId]);
  return (await queryIn(tx, endSessions, [accountId, exceptId])).length;
}

const findLinked: HotStatement = {
  name: 'oidc-find-linked-account',
  text: `
    SELECT account.id, account.state, account.person_id AS "personId", address.local_part || '@' || domain.name AS address,
      extract(epoch FROM password.changed_at)::text AS "passwordVersion",
      coalesce(account_use.used_at < statement_timestamp() - interval '1 day', true) AS "isUseOld"
    FROM oidc_link JOIN account ON account.id = oidc_link.account_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    LEFT JOIN password ON password.account_id = account.id
    LEFT JOIN account_use ON account_use.account_id = account.id
    WHERE oidc_link.issuer = $1::text AND oidc_link.subject = $2::text`,
};

const find: HotStatement = {
  name: 'oidc-find-links',
  text: `
    SELECT issuer, subject, linked_at AS "linkedAt", used_at AS "usedAt" FROM oidc_link
    WHERE account_id = $1::bigint ORDER BY used_at DESC, issuer`,
};

const insert: HotStatement = {
  name: 'oidc-insert-link',
  text: 'INSERT INTO oidc_link (issuer, subject, account_id) VALUES ($1, $2, $3::bigint) ON CONFLICT DO NOTHING RETURNING account_id',
};

const noteUse: HotStatement = {
  name: 'oidc-note-link-use',
  text: `
    UPDATE oidc_link SET used_at = clock_timestamp()
    WHERE issuer = $1::text AND subject = $2::text AND account_id = $3::bigint RETURNING account_id`,
};

const besideProvider: HotStatement = {
  name: 'oidc-session-beside-provider',
  text: `
    SELECT session.id FROM web_session AS session JOIN account ON account.id = session.account_id
    WHERE session.id = $1::text AND NOT 'oidc' = ANY (session.proofs) AND NOT ${hasSecondFactor}
      AND EXISTS (SELECT FROM oidc_link WHERE oidc_link.account_id = account.id AND oidc_link.issuer = $2::text)`,
};

const remove: HotStatement = {
  name: 'oidc-delete-links',
  text: 'DELETE FROM oidc_link WHERE account_id = $1::bigint RETURNING issuer, subject',
};

const forgetSignIns: HotStatement = {
  name: 'oidc-forget-sign-ins',
  text: 'DELETE FROM web_sign_in WHERE account_id = $1::bigint AND oidc_subject IS NOT NULL',
};

const endSessions: HotStatement = {
  name: 'oidc-end-sessions',
  text: `
    UPDATE web_session SET ended_at = clock_timestamp()
    WHERE account_id = $1::bigint AND id <> $2::text AND 'oidc' = ANY (proofs) AND ended_at IS NULL AND ends_at > statement_timestamp()
    RETURNING id`,
};
