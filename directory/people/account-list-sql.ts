import { type RawBuilder, sql } from 'kysely';
import type { GivenRole } from '#directory/access/roles/role.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import type { DirectoryTables } from '#directory/org/tables.ts';
import { type Database, tablesOf } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import { listedAccountsMax } from './limits.ts';

/** An account as an administrator sees it in a list. */
export interface ListedAccount {
  readonly id: AccountId;
  readonly address: string;
  readonly kind: 'personal' | 'unit';
  readonly state: 'active' | 'locked' | 'closed';
  /** The person's or the unit's. */
  readonly name: string;
  /** `Trưởng phòng, Phòng Công nghệ thông tin; …`; empty for units. */
  readonly posts: string;
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  /** Given to it, in force or to begin: whose account it is keeps to the rules of administrators (REQ-ACC-8). */
  readonly roles: readonly GivenRole[];
  readonly usedOctets: number;
  readonly quotaOctets: number;
}

/** Before the title of a post that somebody does not hold in full. */
export const saidCapacity = sql`CASE appointment.capacity WHEN 'acting' THEN 'Quyền ' WHEN 'in-charge' THEN 'Phụ trách: ' ELSE '' END`;

/** Accounts by address, those whose name or address has `search` in it (marks and case do not matter). Posts are those of the day in Vietnam. */
export function listAccounts(database: Database, filter: { search?: string; limit?: number; at?: Date }): Promise<ListedAccount[]> {
  const key = searchKey(filter.search ?? '');
  const isFound =
    key === ''
      ? sql`true`
      : sql`position(${key} IN coalesce(p.search_key, u.search_key)) > 0 OR position(lower(${filter.search ?? ''}) IN a.address) > 0`;
  return select(database, isFound, Math.min(filter.limit ?? listedAccountsMax, listedAccountsMax), filter.at ?? null);
}

/** The account an address belongs to, primary or not. */
export async function findAccount(database: Database, address: string): Promise<ListedAccount | null> {
  const isIt = sql`a.id = (SELECT account_id FROM address JOIN domain ON domain.id = domain_id WHERE local_part || '@' || domain.name = ${address.toLowerCase()})`;
  const [found] = await select(database, isIt, 1, null);
  return found ?? null;
}

async function select(database: Database, condition: RawBuilder<unknown>, limit: number, at: Date | null): Promise<ListedAccount[]> {
  const { rows } = await sql<ListedAccount>`
    WITH today AS (
      SELECT (coalesce(${at}::timestamptz, statement_timestamp()) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
    ), a AS (
      SELECT account.*, local_part || '@' || domain.name AS address FROM account
      JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id)
    SELECT a.id, a.address, a.kind, a.state, coalesce(p.display_name, u.name) AS name, a.person_id AS "personId", a.unit_id AS "unitId",
      ARRAY(SELECT DISTINCT role FROM role_assignment WHERE role_assignment.account_id = a.id AND revoked_at IS NULL
        AND coalesce(role_assignment.valid_to, 'infinity') >= today.day ORDER BY role) AS roles,
      a.used_octets AS "usedOctets", a.quota_octets AS "quotaOctets",
      coalesce((SELECT string_agg(${saidCapacity} || post.title || ', ' || unit.name, '; ' ORDER BY appointment.is_primary DESC, appointment.id)
        FROM appointment JOIN post ON post.id = post_id JOIN unit ON unit.id = post.unit_id
        WHERE appointment.person_id = a.person_id AND today.day BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')
      ), '') AS posts
    FROM today, a LEFT JOIN person p ON p.id = a.person_id LEFT JOIN unit u ON u.id = a.unit_id
    WHERE ${condition} ORDER BY a.address LIMIT ${limit}`.execute(tablesOf<DirectoryTables>(database));
  return rows;
}
