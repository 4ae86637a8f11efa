import type { AccountId, PlanId } from '#kernel/ids.ts';

/** Rows as the driver gives them; src/migrations/0017-bulk.sql says what each means. */
export interface BulkTables {
  bulk_row: { plan_id: PlanId; row_number: number; account_id: AccountId; is_new: boolean; undone_at: Date | null };
}
