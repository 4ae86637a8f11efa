import { sql } from 'kysely';
import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId, ReportId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Letterhead } from './document/document.ts';
import { reportLimits } from './limits.ts';
import type { ReportFigures } from './report-figures.ts';
import type { ReportTables } from './tables.ts';

export interface NewReport {
  readonly unitId: UnitId | null;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly issuedOn: string;
  readonly issuedBy: AccountId | null;
  readonly letterhead: Letterhead;
  readonly figures: ReportFigures;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

/** A report that was issued, without what it says. */
export interface ListedReport {
  readonly id: ReportId;
  readonly unitId: UnitId | null;
  /** The unit's name today; null: a report of everything. */
  readonly unit: string | null;
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly issuedAt: Date;
  readonly issuedBy: AccountId | null;
  readonly digest: string;
}

export interface KeptReport extends ListedReport {
  readonly letterhead: Letterhead;
  readonly figures: ReportFigures;
}

/** null: there is one of that number in that year already. */
export async function insertReport(
  tx: Tx,
  { unitId, number, issuedOn, issuedBy, letterhead, figures, digest }: NewReport,
): Promise<ReportId | null> {
  const { rows } = await sql<{ id: ReportId }>`
    INSERT INTO report (unit_id, period, starts_on, ends_on, number, issued_on, issued_by, letterhead, figures, digest)
    VALUES (${unitId}, ${figures.period.name}, ${figures.period.from}, ${figures.period.to}, ${number}, ${issuedOn}, ${issuedBy},
      ${JSON.stringify(letterhead)}::jsonb, ${JSON.stringify(figures)}::jsonb, decode(${digest}, 'hex'))
    ON CONFLICT (coalesce(unit_id, 0), number, extract(year FROM issued_on)) DO NOTHING RETURNING id`.execute(tablesIn<ReportTables>(tx));
  return rows[0]?.id ?? null;
}

const listed = sql`report.id, report.unit_id AS "unitId", unit.name AS unit, period, starts_on AS "from", ends_on AS "to", number,
    issued_on AS "issuedOn", issued_at AS "issuedAt", issued_by AS "issuedBy", encode(digest, 'hex') AS digest`;

interface Wanted {
  /** Of this unit; left out: all there are. */
  readonly unitId?: UnitId | undefined;
  /** And of those below it. */
  readonly withBelow?: boolean;
  readonly before?: ReportId | undefined;
  readonly limit?: number;
}

/** The newest first. */
export async function listReports(database: Database, wanted: Wanted = {}): Promise<readonly ListedReport[]> {
  const { unitId = null, withBelow = true, before = null, limit = reportLimits.listedMax } = wanted;
  const { rows } = await sql<ListedReport>`
    WITH RECURSIVE within (id) AS (
      SELECT ${unitId}::bigint UNION SELECT unit.id FROM within JOIN unit ON unit.parent_id = within.id WHERE ${withBelow}
    )
    SELECT ${listed} FROM report LEFT JOIN unit ON unit.id = report.unit_id
    WHERE (${unitId}::bigint IS NULL OR report.unit_id IN (SELECT id FROM within)) AND (${before}::bigint IS NULL OR report.id < ${before}::bigint)
    ORDER BY report.id DESC LIMIT ${limit}`.execute(tablesOf<ReportTables>(database));
  return rows;
}

export async function findReport(database: Database, id: ReportId): Promise<KeptReport | undefined> {
  const { rows } = await sql<KeptReport>`
    SELECT ${listed}, letterhead, figures FROM report LEFT JOIN unit ON unit.id = report.unit_id
    WHERE report.id = ${id}`.execute(tablesOf<ReportTables>(database));
  return rows[0];
}
