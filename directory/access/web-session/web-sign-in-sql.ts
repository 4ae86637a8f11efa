import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { WebProof } from './tables.ts';

export interface NewWebSignIn {
  readonly id: string;
  readonly accountId: AccountId;
  readonly mac: Buffer;
  readonly passwordVersion: string;
  readonly proofs: readonly WebProof[];
  /** By the identity provider, of whom there; null: by a password. */
  readonly oidcIssuer: string | null;
  readonly oidcSubject: string | null;
  readonly triesMax: number;
  readonly openMs: number;
}

/** The password was right; of the account's earlier ones none goes on, so that tries are not multiplied. */
export async function insertWebSignIn(tx: Tx, made: NewWebSignIn): Promise<void> {
  await queryIn(tx, forget, [made.accountId]);
  const { id, accountId, mac, passwordVersion, triesMax, openMs, proofs, oidcIssuer, oidcSubject } = made;
  await queryIn(tx, insert, [id, accountId, mac, passwordVersion, triesMax, openMs, proofs, oidcIssuer, oidcSubject]);
}

export interface WebSignInRow {
  readonly mac: Buffer;
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly address: string;
  readonly passwordVersion: string;
  readonly proofs: readonly WebProof[];
  readonly oidcIssuer: string | null;
  readonly oidcSubject: string | null;
}

/** One that goes on, of an account that is active and has that password still. */
export async function findWebSignIn(database: Database, id: string): Promise<WebSignInRow | undefined> {
  const [row] = await queryOn<WebSignInRow>(database, find, [id]);
  return row;
}

/** Takes one of its tries, before the code is looked at: of many at once none is free. false when there is none. */
export async function takeTry(database: Database, id: string): Promise<boolean> {
  return (await queryOn(database, take, [id])).length > 0;
}

/** false when somebody else's request has used it. */
export async function deleteWebSignIn(tx: Tx, id: string): Promise<boolean> {
  return (await queryIn(tx, remove, [id])).length > 0;
}

const forget: HotStatement = { name: 'web-forget-sign-ins', text: 'DELETE FROM web_sign_in WHERE account_id = $1::bigint' };

const insert: HotStatement = {
  name: 'web-insert-sign-in',
  text: `
    INSERT INTO web_sign_in (id, account_id, mac, password_version, tries_left, ends_at, proofs, oidc_issuer, oidc_subject)
    VALUES ($1, $2, $3, $4, $5, statement_timestamp() + $6::float8 * interval '1 ms', $7, $8, $9)`,
};

const find: HotStatement = {
  name: 'web-find-sign-in',
  text: `
    SELECT pending.mac, account.id AS "accountId", account.person_id AS "personId", address.local_part || '@' || domain.name AS address,
      pending.password_version AS "passwordVersion", pending.proofs, pending.oidc_issuer AS "oidcIssuer", pending.oidc_subject AS "oidcSubject"
    FROM web_sign_in AS pending JOIN account ON account.id = pending.account_id
    LEFT JOIN password ON password.account_id = account.id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE pending.id = $1::text AND pending.tries_left > 0 AND pending.ends_at > statement_timestamp()
      AND account.state = 'active' AND account.person_id IS NOT NULL
      AND pending.password_version = coalesce(extract(epoch FROM password.changed_at)::text, '')`,
};

const take: HotStatement = {
  name: 'web-take-try',
  text: 'UPDATE web_sign_in SET tries_left = tries_left - 1 WHERE id = $1::text AND tries_left > 0 RETURNING id',
};

const remove: HotStatement = { name: 'web-delete-sign-in', text: 'DELETE FROM web_sign_in WHERE id = $1::text RETURNING id' };
