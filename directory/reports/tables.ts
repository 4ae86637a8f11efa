import type { Generated } from 'kysely';
import type { AccountId, ReportId, UnitId } from '#kernel/ids.ts';

/** Rows of the room as the driver gives them (src/migrations/0020 says what each means). Dates without time are `YYYY-MM-DD`. */
export interface ReportTables {
  mailbox_fill: { day: string; account_id: AccountId; used_octets: number; quota_octets: number };
  report: {
    id: Generated<ReportId>;
    unit_id: UnitId | null;
    period: string;
    starts_on: string;
    ends_on: string;
    number: string;
    issued_on: string;
    issued_by: AccountId | null;
    issued_at: Generated<Date>;
    letterhead: unknown;
    figures: unknown;
    digest: Buffer;
  };
}
