import { sql } from 'kysely';
import type { GivenRole } from '#directory/access/roles/role.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';

/** An account as who may look at it sees it in a list. */
export interface AccountOnPage {
  readonly id: AccountId;
  readonly address: string;
  readonly kind: 'personal' | 'unit';
  readonly state: 'active' | 'locked' | 'closed';
  /** The person's or the unit's. */
  readonly name: string;
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  /** Given to it, in force or to begin. */
  readonly roles: readonly GivenRole[];
  readonly usedOctets: number;
  readonly quotaOctets: number;
}

export interface AccountPage {
  readonly kind?: AccountOnPage['kind'] | undefined;
  readonly state?: AccountOnPage['state'] | undefined;
  /** Accounts within that unit and beneath: its own, and those of people all of whose posts of today are there. */
  readonly within?: UnitId | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Accounts in the order they were made. */
export async function pageOfAccounts(database: Database, { kind, state, within, after, limit }: AccountPage): Promise<AccountOnPage[]> {
  const scope =
    within === undefined
      ? sql`true`
      : sql`CASE WHEN account.unit_id IS NOT NULL THEN account.unit_id IN (SELECT id FROM beneath)
          ELSE coalesce((SELECT bool_and(post.unit_id IN (SELECT id FROM beneath)) FROM appointment JOIN post ON post.id = appointment.post_id
            WHERE appointment.person_id = account.person_id
              AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')), false) END`;
  const { rows } = await sql<AccountOnPage>`
    WITH RECURSIVE beneath (id) AS (
      SELECT ${within ?? null}::bigint UNION SELECT unit.id FROM beneath JOIN unit ON unit.parent_id = beneath.id
      WHERE today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity')
    )
    SELECT account.id, local_part || '@' || domain.name AS address, account.kind, account.state, coalesce(person.display_name, unit.name) AS name,
      account.person_id AS "personId", account.unit_id AS "unitId", used_octets AS "usedOctets", quota_octets AS "quotaOctets",
      ARRAY(SELECT DISTINCT role FROM role_assignment WHERE role_assignment.account_id = account.id AND revoked_at IS NULL
        AND coalesce(role_assignment.valid_to, 'infinity') >= today_in_vietnam() ORDER BY role) AS roles
    FROM account JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
    LEFT JOIN person ON person.id = account.person_id LEFT JOIN unit ON unit.id = account.unit_id
    WHERE account.id > ${after ?? 0} AND ${kind === undefined ? sql`true` : sql`account.kind = ${kind}`}
      AND ${state === undefined ? sql`true` : sql`account.state = ${state}`} AND ${scope}
    ORDER BY account.id LIMIT ${limit}`.execute(tablesOf(database));
  return rows;
}
