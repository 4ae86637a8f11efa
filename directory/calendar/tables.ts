import type { Generated } from 'kysely';
import type { AccountId } from '#kernel/ids.ts';

/** Rows of this room (src/migrations/0016). `day` is `YYYY-MM-DD`. */
export interface CalendarTables {
  calendar_day: {
    day: string;
    is_working: boolean;
    name: string;
    set_at: Generated<Date>;
    set_by: AccountId | null;
  };
}
