import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { isOutdone } from './outdone-password-sql.ts';
import { hasSecondFactor } from './web-session/second-factor-sql.ts';

export interface SignInAccount {
  readonly id: AccountId;
  readonly state: 'active' | 'locked' | 'closed';
  /** null for a unit's account. */
  readonly personId: PersonId | null;
  /** Primary, whichever alias was asked for. */
  readonly address: string;
  /** null when no password was chosen, and for a unit's account. */
  readonly phc: string | null;
  readonly passwordVersion: string | null;
  readonly hasSecondFactor: boolean;
  /** Of the chosen password; null without one. */
  readonly mustChange: boolean | null;
  readonly changedAt: Date | null;
  readonly now: Date;
  /** When the account was used last was noted more than a day ago, or never. */
  readonly isUseOld: boolean;
}

/** The account that signs in by a live address: primary, or an alias that still receives. */
export async function findSignInAccount(database: Database, localPart: string, domain: string): Promise<SignInAccount | undefined> {
  const [row] = await queryOn<SignInAccount>(database, findByAddress, [localPart, domain]);
  return row;
}

export interface AccountStanding {
  readonly state: 'active' | 'locked' | 'closed';
  readonly passwordVersion: string | null;
  readonly hasSecondFactor: boolean;
}

export async function findAccountStanding(database: Database, accountId: AccountId): Promise<AccountStanding | undefined> {
  const [row] = await queryOn<AccountStanding>(database, findStanding, [accountId]);
  return row;
}

/** Replaces a hash by one of the same password, unless the password was changed meanwhile. */
export async function replaceHash(database: Database, accountId: AccountId, from: string, to: string): Promise<void> {
  await queryOn(database, replace, [accountId, from, to]);
}

const findByAddress: HotStatement = {
  name: 'access-find-sign-in-account',
  text: `
    SELECT account.id, account.state, account.person_id AS "personId", main.local_part || '@' || main_domain.name AS address,
      CASE WHEN ${isOutdone} THEN NULL ELSE password.hash END AS phc, extract(epoch FROM password.changed_at)::text AS "passwordVersion",
      ${hasSecondFactor} AS "hasSecondFactor",
      password.must_change AS "mustChange", password.changed_at AS "changedAt", statement_timestamp() AS now,
      coalesce(account_use.used_at < statement_timestamp() - interval '1 day', true) AS "isUseOld"
    FROM domain
    JOIN address ON address.domain_id = domain.id AND address.local_part = $1::text
    JOIN account ON account.id = address.account_id
    JOIN address AS main ON main.account_id = account.id AND main.kind = 'primary'
    JOIN domain AS main_domain ON main_domain.id = main.domain_id
    LEFT JOIN password ON password.account_id = account.id AND account.kind = 'personal'
    LEFT JOIN account_use ON account_use.account_id = account.id
    WHERE domain.name = $2::text AND address.kind <> 'former'
      AND (address.receives_until IS NULL OR address.receives_until > statement_timestamp())`,
};

const findStanding: HotStatement = {
  name: 'access-find-account-standing',
  text: `
    SELECT account.state, extract(epoch FROM password.changed_at)::text AS "passwordVersion", ${hasSecondFactor} AS "hasSecondFactor"
    FROM account LEFT JOIN password ON password.account_id = account.id
    WHERE account.id = $1::bigint`,
};

const replace: HotStatement = {
  name: 'access-replace-hash',
  text: 'UPDATE password SET hash = $3 WHERE account_id = $1::bigint AND hash = $2',
};
