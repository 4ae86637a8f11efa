import { type HotStatement, queryIn } from '#io/database.ts';
import type { AccountId, GrantId, MailboxId, PersonId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { queryRows, type Source } from './query-rows.ts';
import type { Right } from './rights.ts';

export interface AclTarget {
  readonly accountId: AccountId;
  /** null: the whole account, and no single mailbox of it. */
  readonly mailboxId: MailboxId | null;
}

export interface StandingGrant {
  readonly id: GrantId;
  readonly principalKind: 'person' | 'post' | 'group' | 'head';
  readonly principalId: number;
  /** The primary address of the person, or of the unit that is headed; null where there is none. */
  readonly principalAddress: string | null;
  readonly isOfWholeAccount: boolean;
  readonly rights: readonly Right[];
  readonly validTo: Date | null;
}

/** Grants in force on a mailbox, those on its whole account included. */
export function standingGrants(source: Source, target: AclTarget): Promise<StandingGrant[]> {
  return queryRows(source, selectStanding, [target.accountId, target.mailboxId]);
}

const selectStanding: HotStatement = {
  name: 'access-standing-grants',
  text: `
    SELECT access_grant.id, principal_kind AS "principalKind", principal_id AS "principalId", named.address AS "principalAddress",
      target_mailbox_id IS NULL AS "isOfWholeAccount", rights, valid_to AS "validTo"
    FROM access_grant
    LEFT JOIN LATERAL (
      SELECT address.local_part || '@' || domain.name AS address
      FROM account
      JOIN address ON address.account_id = account.id AND address.kind = 'primary'
      JOIN domain ON domain.id = address.domain_id
      WHERE (principal_kind = 'person' AND account.person_id = principal_id) OR (principal_kind = 'head' AND account.unit_id = principal_id)
      ORDER BY account.state = 'closed', account.id
      LIMIT 1) AS named ON true
    WHERE target_account_id = $1::bigint AND (target_mailbox_id IS NULL OR target_mailbox_id = $2::bigint)
      AND revoked_at IS NULL AND valid_from <= statement_timestamp() AND (valid_to IS NULL OR valid_to > statement_timestamp())
    ORDER BY principal_kind, principal_id, access_grant.id`,
};

export interface AccountOwner {
  readonly personId: PersonId | null;
  readonly address: string;
}

export async function ownerOf(source: Source, accountId: AccountId): Promise<AccountOwner> {
  const [row] = await queryRows<AccountOwner>(source, selectOwner, [accountId]);
  if (!row) throw new Error(`account ${accountId} has no primary address`);
  return row;
}

const selectOwner: HotStatement = {
  name: 'access-account-owner',
  text: `
    SELECT account.person_id AS "personId", address.local_part || '@' || domain.name AS address
    FROM account
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE account.id = $1::bigint`,
};

/** The person whose live address it is. */
export async function personAt(tx: Tx, localPart: string, domain: string): Promise<PersonId | undefined> {
  const [row] = await queryIn<{ personId: PersonId }>(tx, selectPerson, [localPart, domain]);
  return row?.personId;
}

const selectPerson: HotStatement = {
  name: 'access-person-at',
  text: `
    SELECT account.person_id AS "personId"
    FROM domain
    JOIN address ON address.domain_id = domain.id AND address.local_part = $1::text AND address.kind <> 'former'
      AND (address.receives_until IS NULL OR address.receives_until > statement_timestamp())
    JOIN account ON account.id = address.account_id AND account.state <> 'closed' AND account.person_id IS NOT NULL
    WHERE domain.name = $2::text`,
};

/** Grants on one account change one act at a time. */
export async function lockGrantsOf(tx: Tx, accountId: AccountId): Promise<void> {
  await queryIn(tx, lockTarget, [accountId]);
}

const lockTarget: HotStatement = {
  name: 'access-lock-grants',
  text: 'SELECT FROM account WHERE id = $1::bigint FOR NO KEY UPDATE',
};

export async function revokeGrants(tx: Tx, ids: readonly GrantId[]): Promise<void> {
  await queryIn(tx, revoke, [ids]);
}

const revoke: HotStatement = {
  name: 'access-revoke-grants',
  text: 'UPDATE access_grant SET revoked_at = clock_timestamp() WHERE id = ANY ($1::bigint[]) AND revoked_at IS NULL',
};

export interface NewPersonGrant extends AclTarget {
  readonly personId: PersonId;
  readonly rights: readonly Right[];
  readonly validTo: Date | null;
  /** null: at the server's own console. */
  readonly grantedBy: AccountId | null;
}

export async function insertPersonGrant(tx: Tx, grant: NewPersonGrant): Promise<void> {
  const { accountId, mailboxId, personId, rights, validTo, grantedBy } = grant;
  await queryIn(tx, insertGrant, [accountId, mailboxId, personId, rights, validTo, grantedBy]);
}

const insertGrant: HotStatement = {
  name: 'access-insert-person-grant',
  text: `
    INSERT INTO access_grant (target_account_id, target_mailbox_id, principal_kind, principal_id, rights, valid_to, granted_by)
    VALUES ($1::bigint, $2::bigint, 'person', $3::bigint, $4::text[], $5::timestamptz, $6::bigint)`,
};
