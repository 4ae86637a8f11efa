import type { HotStatement } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import { queryRows, type Source } from '../query-rows.ts';
import type { HeldRole, TreeUnit } from './standing.ts';

export interface ActorRow {
  readonly personId: PersonId | null;
  readonly isActive: boolean;
  readonly roles: readonly HeldRole[];
  readonly headed: readonly UnitId[];
}

export async function findActor(source: Source, accountId: AccountId): Promise<ActorRow | undefined> {
  const [row] = await queryRows<ActorRow>(source, selectActor, [accountId]);
  return row;
}

// A role whose unit has ended ends with it (docs/decisions/0011): nobody comes to rule what the unit was merged into.
const selectActor: HotStatement = {
  name: 'access-roles-of-actor',
  text: `
    SELECT account.person_id AS "personId", account.state = 'active' AND account.person_id IS NOT NULL AS "isActive",
      coalesce((SELECT jsonb_agg(jsonb_build_object('role', role, 'unitId', unit_id, 'validTo', role_assignment.valid_to)
          ORDER BY role_assignment.id)
        FROM role_assignment LEFT JOIN unit ON unit.id = unit_id
        WHERE role_assignment.account_id = account.id AND revoked_at IS NULL
          AND today_in_vietnam() BETWEEN role_assignment.valid_from AND coalesce(role_assignment.valid_to, 'infinity')
          AND (unit_id IS NULL OR today_in_vietnam() BETWEEN unit.valid_from AND coalesce(unit.valid_to, 'infinity'))), '[]') AS roles,
      coalesce((SELECT jsonb_agg(DISTINCT post.unit_id)
        FROM appointment JOIN post ON post.id = appointment.post_id AND post.kind = 'head'
        WHERE appointment.person_id = account.person_id
          AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
          AND today_in_vietnam() BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')), '[]') AS headed
    FROM account WHERE account.id = $1::bigint`,
};

export interface AccountPlace {
  readonly roles: readonly HeldRole[];
  readonly isUnitMailbox: boolean;
  /** The unit whose account it is, or those in which the person holds posts today. */
  readonly unitIds: readonly UnitId[];
}

export async function findAccountPlace(source: Source, accountId: AccountId): Promise<AccountPlace | undefined> {
  const [row] = await queryRows<AccountPlace>(source, selectAccount, [accountId]);
  return row;
}

const selectAccount: HotStatement = {
  name: 'access-place-of-account',
  text: `
    SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('role', role, 'unitId', role_assignment.unit_id, 'validTo', valid_to))
        FROM role_assignment
        WHERE role_assignment.account_id = account.id AND revoked_at IS NULL
          AND coalesce(valid_to, 'infinity') >= today_in_vietnam()), '[]') AS roles,
      account.unit_id IS NOT NULL AS "isUnitMailbox",
      CASE WHEN account.unit_id IS NOT NULL THEN jsonb_build_array(account.unit_id)
        ELSE coalesce((SELECT jsonb_agg(DISTINCT post.unit_id)
          FROM appointment JOIN post ON post.id = appointment.post_id
          WHERE appointment.person_id = account.person_id
            AND today_in_vietnam() BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
            AND today_in_vietnam() BETWEEN post.valid_from AND coalesce(post.valid_to, 'infinity')), '[]') END AS "unitIds"
    FROM account WHERE account.id = $1::bigint`,
};

/** The units asked for and all that one comes to from them: upwards, and from those that have ended to what they became. */
export async function findTree(source: Source, unitIds: readonly UnitId[]): Promise<ReadonlyMap<UnitId, TreeUnit>> {
  if (unitIds.length === 0) return new Map();
  const rows = await queryRows<TreeUnit>(source, selectTree, [unitIds]);
  return new Map(rows.map((row) => [row.id, row]));
}

const selectTree: HotStatement = {
  name: 'access-units-around',
  text: `
    WITH RECURSIVE around (id) AS (
      SELECT unnest($1::bigint[])
      UNION
      SELECT next.id
      FROM around JOIN unit ON unit.id = around.id
      CROSS JOIN LATERAL (
        SELECT parent_id AS id WHERE parent_id IS NOT NULL
        UNION ALL SELECT to_unit_id FROM unit_lineage WHERE from_unit_id = unit.id) AS next
    )
    SELECT unit.id, coalesce(unit.valid_to, 'infinity') >= today_in_vietnam() AS "isLive", parent_id AS "parentId",
      coalesce((SELECT jsonb_agg(to_unit_id ORDER BY to_unit_id) FROM unit_lineage WHERE from_unit_id = unit.id), '[]') AS heirs
    FROM around JOIN unit ON unit.id = around.id`,
};
