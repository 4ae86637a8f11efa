import type { Generated } from 'kysely';
import type { AccountId } from '#kernel/ids.ts';

export const outageKinds = ['stopped', 'planned', 'unplanned'] as const;
export type OutageKind = (typeof outageKinds)[number];

/** Rows of this room (src/migrations/0019 says what each means). Dates without time are `YYYY-MM-DD`. */
export interface DutyTables {
  duty_rule: { valid_from: string; parts: string[]; set_at: Generated<Date> };
  duty_look: { day: string; account_id: AccountId; actor_account_id: AccountId; half_hours: number };
  duty_inbox: { account_id: AccountId; uidnext: number };
  duty_reminder: { day: string; hour: string; account_id: AccountId; sent_at: Generated<Date> };
  account_state_change: { account_id: AccountId; changed_at: Date; state: 'active' | 'locked' | 'closed' };
  outage: {
    id: Generated<number>;
    kind: OutageKind;
    begins_at: Date;
    ends_at: Date | null;
    note: string;
    noted_by: AccountId | null;
    noted_at: Generated<Date>;
  };
  heartbeat: { only_row: Generated<boolean>; beat_at: Date };
}
