import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId, GrantId, PersonId, UnitId } from '#kernel/ids.ts';
import type { StandingGrant } from './acl-sql.ts';
import type { Right } from './rights.ts';

/** What somebody may do with another's mailbox, and by what they have it. */
export interface HeldGrant {
  readonly id: GrantId;
  /** Whose mailbox: its primary address, and the person or unit. */
  readonly address: string;
  readonly name: string;
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  readonly principalKind: StandingGrant['principalKind'];
  /** null: the whole account. */
  readonly mailbox: string | null;
  readonly rights: readonly Right[];
  readonly validFrom: Date;
  readonly validTo: Date | null;
  /** A primary address; null: at the console, or by the making of the unit. */
  readonly grantedBy: string | null;
}

/** In force or to come, through what the account's person is today: themselves, a holder of posts, the head of units, a member of groups. */
export function listHeldGrants(database: Database, accountId: AccountId, limit: number): Promise<HeldGrant[]> {
  return queryOn<HeldGrant & Record<string, unknown>>(database, heldGrants, [accountId, limit]);
}

const heldGrants: HotStatement = {
  name: 'access-list-held-grants',
  text: `
    WITH owner AS (
      SELECT person_id AS id FROM account WHERE account.id = $1::bigint AND person_id IS NOT NULL
    ), held_post AS (
      SELECT post.id, post.unit_id, post.kind
      FROM owner JOIN appointment ON appointment.person_id = owner.id JOIN post ON post.id = appointment.post_id
      WHERE today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
        AND today_in_vietnam() BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')
    ), principal (kind, id) AS (
      SELECT 'person', id FROM owner
      UNION SELECT 'post', id FROM held_post
      UNION SELECT 'head', unit_id FROM held_post WHERE kind = 'head'
      UNION SELECT 'group', group_id FROM owner JOIN principal_group_member ON person_id = owner.id
    ), named AS (
      SELECT address.account_id, address.local_part || '@' || domain.name AS address
      FROM address JOIN domain ON domain.id = address.domain_id WHERE address.kind = 'primary'
    )
    SELECT access_grant.id, named.address, coalesce(person.display_name, unit.name) AS name, account.person_id AS "personId",
      account.unit_id AS "unitId", principal_kind AS "principalKind", mailbox.name AS mailbox, rights, access_grant.valid_from AS "validFrom",
      access_grant.valid_to AS "validTo", (SELECT address FROM named AS giver WHERE giver.account_id = granted_by) AS "grantedBy"
    FROM principal JOIN access_grant ON principal_kind = principal.kind AND principal_id = principal.id
    JOIN account ON account.id = target_account_id AND account.state <> 'closed'
    JOIN named ON named.account_id = account.id
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
    LEFT JOIN mailbox ON mailbox.id = target_mailbox_id
    WHERE revoked_at IS NULL AND (access_grant.valid_to IS NULL OR access_grant.valid_to > statement_timestamp())
    ORDER BY access_grant.id LIMIT $2::int`,
};
