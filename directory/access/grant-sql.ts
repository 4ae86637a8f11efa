import type { HotStatement } from '#io/database.ts';
import type { AccountId, MailboxId, PersonId } from '#kernel/ids.ts';
import { queryRows, type Source } from './query-rows.ts';
import type { Right } from './rights.ts';

export interface GrantedAccess {
  readonly accountId: AccountId;
  /** null: the whole account. */
  readonly mailboxId: MailboxId | null;
  readonly rights: readonly Right[];
}

export interface GrantQuery {
  readonly personId: PersonId;
  /** null: every account. */
  readonly accountId: AccountId | null;
  /** null: now, by the database's clock. */
  readonly at: Date | null;
}

/**
 * What a person is granted through what they are on that day: themselves, a member of groups, the holder of posts, the head of units.
 * Appointments count whole days of Vietnam, both ends included; grants count to the instant, the end not included.
 */
export function findGrantedAccess(source: Source, query: GrantQuery): Promise<GrantedAccess[]> {
  return queryRows(source, grantsOfPerson, [query.personId, query.accountId, query.at]);
}

export async function isOwnAccount(source: Source, personId: PersonId, accountId: AccountId): Promise<boolean> {
  return (await queryRows(source, ownAccount, [accountId, personId])).length > 0;
}

export interface NamedAccount {
  readonly accountId: AccountId;
  readonly address: string;
}

/** The primary addresses of those of the accounts that are not closed. */
export function findNamedAccounts(source: Source, accountIds: readonly AccountId[]): Promise<NamedAccount[]> {
  return queryRows(source, namedAccounts, [accountIds]);
}

const grantsOfPerson: HotStatement = {
  name: 'access-grants-of-person',
  text: `
    WITH moment AS (
      SELECT at, (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
      FROM (SELECT coalesce($3::timestamptz, statement_timestamp()) AS at) AS asked
    ), held_post AS (
      SELECT post.id, post.unit_id, post.kind
      FROM moment, appointment JOIN post ON post.id = appointment.post_id
      WHERE appointment.person_id = $1::bigint
        AND moment.day BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        AND moment.day BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')
    ), principal (kind, id) AS (
      SELECT 'person', $1::bigint
      UNION ALL SELECT 'post', id FROM held_post
      UNION ALL SELECT 'head', unit_id FROM held_post WHERE kind = 'head'
      UNION ALL SELECT 'group', group_id FROM principal_group_member WHERE person_id = $1::bigint
    )
    SELECT access_grant.target_account_id AS "accountId", access_grant.target_mailbox_id AS "mailboxId",
      array_agg(DISTINCT granted.one) AS rights
    FROM moment, principal
    JOIN access_grant ON access_grant.principal_kind = principal.kind AND access_grant.principal_id = principal.id
    JOIN account ON account.id = access_grant.target_account_id AND account.state <> 'closed'
    CROSS JOIN LATERAL unnest(access_grant.rights) AS granted (one)
    WHERE access_grant.revoked_at IS NULL
      AND access_grant.valid_from <= moment.at AND (access_grant.valid_to IS NULL OR access_grant.valid_to > moment.at)
      AND ($2::bigint IS NULL OR access_grant.target_account_id = $2::bigint)
    GROUP BY 1, 2
    ORDER BY 1, 2 NULLS FIRST`,
};

const ownAccount: HotStatement = {
  name: 'access-own-account',
  text: `SELECT 1 FROM account WHERE id = $1::bigint AND person_id = $2::bigint AND state <> 'closed'`,
};

const namedAccounts: HotStatement = {
  name: 'access-named-accounts',
  text: `
    SELECT account.id AS "accountId", address.local_part || '@' || domain.name AS address
    FROM account
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE account.id = ANY ($1::bigint[]) AND account.state <> 'closed'
    ORDER BY domain.name, address.local_part`,
};
