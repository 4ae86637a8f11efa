import { sql } from 'kysely';
import { type Database, type HotStatement, queryIn, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { AccessTables } from '../tables.ts';
import type { GivenRole } from './role.ts';
import type { HeldRole } from './standing.ts';

/** The day in Vietnam by the database's clock, which also says which roles are in force. */
export async function todayIn(tx: Tx): Promise<string> {
  const [row] = await queryIn<{ today: string }>(tx, selectToday, []);
  return row!.today;
}

const selectToday: HotStatement = { name: 'access-today', text: 'SELECT today_in_vietnam() AS today' };

export interface NewAssignment {
  readonly accountId: AccountId;
  readonly role: GivenRole;
  readonly unitId: UnitId | null;
  /** First and last day, `YYYY-MM-DD`; null: without end. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

export async function insertAssignment(tx: Tx, made: NewAssignment & { readonly grantedBy: AccountId | null }): Promise<number> {
  const { accountId, role, unitId, validFrom, validTo, grantedBy } = made;
  const { id } = await tablesIn<AccessTables>(tx)
    .insertInto('role_assignment')
    .values({
      account_id: accountId,
      role,
      unit_id: unitId,
      valid_from: validFrom,
      valid_to: validTo,
      granted_by: grantedBy,
      revoked_by: null,
      revoked_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Whether the account has that very role on any of those days. */
export async function isAssigned(tx: Tx, { accountId, role, unitId, validFrom, validTo }: NewAssignment): Promise<boolean> {
  return (await queryIn(tx, overlapping, [accountId, role, unitId, validFrom, validTo])).length > 0;
}

const overlapping: HotStatement = {
  name: 'access-overlapping-assignment',
  text: `
    SELECT id FROM role_assignment
    WHERE account_id = $1::bigint AND role = $2::text AND unit_id IS NOT DISTINCT FROM $3::bigint AND revoked_at IS NULL
      AND daterange(valid_from, valid_to, '[]') && daterange($4::date, $5::date, '[]')`,
};

export interface StandingAssignment extends HeldRole {
  readonly id: number;
  readonly accountId: AccountId;
  readonly address: string;
}

/** One that is neither revoked nor over, held against others who would change it. */
export async function lockAssignment(tx: Tx, id: number): Promise<StandingAssignment | undefined> {
  const [row] = await queryIn<StandingAssignment>(tx, lockStanding, [id]);
  return row;
}

const standing = (condition: string) => `
    SELECT role_assignment.id, account.id AS "accountId", role, role_assignment.unit_id AS "unitId", valid_to AS "validTo",
      address.local_part || '@' || domain.name AS address
    FROM role_assignment
    JOIN account ON account.id = role_assignment.account_id
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE ${condition} AND revoked_at IS NULL AND coalesce(valid_to, 'infinity') >= today_in_vietnam()
    ORDER BY role_assignment.id
    FOR NO KEY UPDATE OF role_assignment`;

const lockStanding: HotStatement = { name: 'access-lock-assignment', text: standing('role_assignment.id = $1::bigint') };
const lockStandingOf: HotStatement = { name: 'access-lock-assignments-of', text: standing('role_assignment.account_id = $1::bigint') };

/** All of an account's that are neither revoked nor over, held as by `lockAssignment`. */
export function lockAssignmentsOf(tx: Tx, accountId: AccountId): Promise<StandingAssignment[]> {
  return queryIn<StandingAssignment>(tx, lockStandingOf, [accountId]);
}

/** Who has a role over these units that is neither revoked nor over: with the units it ends too. */
export function holdersOver(tx: Tx, unitIds: readonly UnitId[]): Promise<{ readonly address: string; readonly unitId: UnitId }[]> {
  return unitIds.length === 0 ? Promise.resolve([]) : queryIn(tx, selectHoldersOver, [unitIds]);
}

const selectHoldersOver: HotStatement = {
  name: 'access-holders-over-units',
  text: `
    SELECT DISTINCT address.local_part || '@' || domain.name AS address, role_assignment.unit_id AS "unitId"
    FROM role_assignment
    JOIN address ON address.account_id = role_assignment.account_id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE role_assignment.unit_id = ANY ($1::bigint[]) AND revoked_at IS NULL AND coalesce(valid_to, 'infinity') >= today_in_vietnam()
    ORDER BY 1, 2`,
};

export async function markRevoked(tx: Tx, id: number, revokedBy: AccountId | null): Promise<void> {
  await sql`UPDATE role_assignment SET revoked_at = clock_timestamp(), revoked_by = ${revokedBy} WHERE id = ${id}`.execute(
    tablesIn<AccessTables>(tx),
  );
}

export interface RoleHolder {
  readonly accountId: AccountId;
  readonly address: string;
  readonly kind: 'personal' | 'unit';
  readonly state: 'active' | 'locked' | 'closed';
}

/**
 * The accounts of one act about roles, held until commit in one order for all: whoever takes somebody's role away meanwhile waits, or is
 * waited for. By id; absent where there is none.
 */
export async function lockHolders(tx: Tx, accountIds: readonly AccountId[]): Promise<ReadonlyMap<AccountId, RoleHolder>> {
  const rows = await queryIn<RoleHolder>(tx, lockAccounts, [accountIds]);
  return new Map(rows.map((row) => [row.accountId, row]));
}

const lockAccounts: HotStatement = {
  name: 'access-lock-role-holders',
  text: `
    SELECT account.id AS "accountId", account.kind, account.state, address.local_part || '@' || domain.name AS address
    FROM account
    JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    JOIN domain ON domain.id = address.domain_id
    WHERE account.id = ANY ($1::bigint[])
    ORDER BY account.id
    FOR NO KEY UPDATE OF account`,
};

/** The unit's name, while it lasts. */
export async function liveUnitName(tx: Tx, unitId: UnitId): Promise<string | undefined> {
  const [row] = await queryIn<{ name: string }>(tx, selectLiveUnit, [unitId]);
  return row?.name;
}

const selectLiveUnit: HotStatement = {
  name: 'access-live-unit',
  text: `SELECT name FROM unit WHERE id = $1::bigint AND coalesce(valid_to, 'infinity') >= today_in_vietnam()`,
};

export const assignmentStandings = ['in-force', 'to-come', 'unit-ended', 'over', 'revoked'] as const;

export interface ListedAssignment {
  readonly id: number;
  readonly accountId: AccountId;
  readonly address: string;
  readonly name: string;
  readonly role: GivenRole;
  readonly unitId: UnitId | null;
  readonly unit: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Primary addresses; null: at the console. */
  readonly grantedBy: string | null;
  readonly revokedBy: string | null;
  readonly revokedAt: Date | null;
  readonly standing: (typeof assignmentStandings)[number];
}

interface AssignmentFilter {
  readonly accountId?: AccountId | undefined;
  readonly all?: boolean;
  /** By number instead, so many after that one; left out: all of them. */
  readonly page?: { readonly after: number; readonly limit: number };
}

/** Roles given, those in force first; those that are over too when asked for. */
export async function listAssignments(database: Database, filter: AssignmentFilter): Promise<ListedAssignment[]> {
  const { page } = filter;
  const order = sql`array_position(${assignmentStandings}::text[], standing), role, unit, address, id`;
  const { rows } = await sql<ListedAssignment>`
    WITH named AS (
      SELECT account.id, account.person_id, local_part || '@' || domain.name AS address
      FROM account JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
    ), listed AS (
      SELECT role_assignment.id, holder.id AS "accountId", holder.address, person.display_name AS name, role, unit_id AS "unitId", unit.name AS unit,
        role_assignment.valid_from AS "validFrom", role_assignment.valid_to AS "validTo", giver.address AS "grantedBy",
        taker.address AS "revokedBy", revoked_at AS "revokedAt",
        CASE WHEN revoked_at IS NOT NULL THEN 'revoked'
          WHEN role_assignment.valid_to < today_in_vietnam() THEN 'over'
          WHEN unit.valid_to < today_in_vietnam() THEN 'unit-ended'
          WHEN role_assignment.valid_from > today_in_vietnam() THEN 'to-come'
          ELSE 'in-force' END AS standing
      FROM role_assignment
      JOIN named AS holder ON holder.id = role_assignment.account_id
      JOIN person ON person.id = holder.person_id
      LEFT JOIN unit ON unit.id = role_assignment.unit_id
      LEFT JOIN named AS giver ON giver.id = granted_by
      LEFT JOIN named AS taker ON taker.id = revoked_by
      WHERE ${filter.accountId ?? null}::bigint IS NULL OR role_assignment.account_id = ${filter.accountId ?? null}::bigint
    )
    SELECT * FROM listed WHERE (${filter.all === true}::boolean OR standing IN ('in-force', 'to-come', 'unit-ended'))
      ${page === undefined ? sql`` : sql`AND id > ${page.after}`}
    ORDER BY ${page === undefined ? order : sql`id LIMIT ${page.limit}`}`.execute(tablesOf<AccessTables>(database));
  return rows;
}
