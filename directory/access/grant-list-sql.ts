import { type HotStatement, queryIn } from '#io/database.ts';
import type { AccountId, GrantId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { StandingGrant } from './acl-sql.ts';
import { queryRows, type Source } from './query-rows.ts';
import type { Right } from './rights.ts';

/** A grant on the account that is in force or to come: to whom, by address where there is one. */
export async function findGrant(
  tx: Tx,
  id: GrantId,
  accountId: AccountId,
): Promise<{ readonly principalKind: StandingGrant['principalKind']; readonly to: string } | undefined> {
  const [row] = await queryIn<{ principalKind: StandingGrant['principalKind']; to: string }>(tx, selectGrant, [id, accountId]);
  return row;
}

const selectGrant: HotStatement = {
  name: 'access-find-grant',
  text: `
    SELECT principal_kind AS "principalKind", coalesce((
        SELECT address.local_part || '@' || domain.name FROM account
        JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
        WHERE principal_kind = 'person' AND account.person_id = principal_id ORDER BY account.state = 'closed', account.id LIMIT 1),
      principal_kind || ':' || principal_id) AS "to"
    FROM access_grant
    WHERE id = $1::bigint AND target_account_id = $2::bigint AND revoked_at IS NULL AND (valid_to IS NULL OR valid_to > statement_timestamp())`,
};

export interface ListedGrant {
  readonly id: GrantId;
  readonly to: string;
  readonly principalKind: StandingGrant['principalKind'];
  /** null: the whole account. */
  readonly mailbox: string | null;
  readonly rights: readonly Right[];
  readonly validFrom: Date;
  readonly validTo: Date | null;
  /** A primary address; null: at the console, or by the making of the unit. */
  readonly grantedBy: string | null;
}

/** Everything granted on an account, in force or to come. */
export function listGrants(source: Source, accountId: AccountId): Promise<ListedGrant[]> {
  return queryRows(source, selectGrants, [accountId]);
}

const selectGrants: HotStatement = {
  name: 'access-list-grants',
  text: `
    WITH named AS (
      SELECT account.id, account.person_id, account.unit_id, account.state, address.local_part || '@' || domain.name AS address
      FROM account JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    )
    SELECT access_grant.id, principal_kind AS "principalKind", mailbox.name AS mailbox, rights, valid_from AS "validFrom", valid_to AS "validTo",
      (SELECT address FROM named WHERE named.id = granted_by) AS "grantedBy",
      coalesce((SELECT address FROM named
        WHERE (principal_kind = 'person' AND person_id = principal_id) OR (principal_kind = 'head' AND unit_id = principal_id)
        ORDER BY state = 'closed', id LIMIT 1), principal_kind || ':' || principal_id) AS "to"
    FROM access_grant LEFT JOIN mailbox ON mailbox.id = target_mailbox_id
    WHERE target_account_id = $1::bigint AND revoked_at IS NULL AND (valid_to IS NULL OR valid_to > statement_timestamp())
    ORDER BY access_grant.id`,
};
