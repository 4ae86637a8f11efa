import type { Generated } from 'kysely';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { GivenRole } from './roles/role.ts';

/** Rows that are this room's alone (src/migrations/0013 says what each means). Dates without time are `YYYY-MM-DD`. */
export interface AccessTables {
  role_assignment: {
    id: Generated<number>;
    account_id: AccountId;
    role: GivenRole;
    unit_id: UnitId | null;
    valid_from: Generated<string>;
    valid_to: string | null;
    granted_by: AccountId | null;
    granted_at: Generated<Date>;
    revoked_by: AccountId | null;
    revoked_at: Date | null;
  };
  approval: {
    id: Generated<number>;
    act: string;
    target: unknown;
    request: unknown;
    shown: string;
    reason: string;
    proposed_by: AccountId;
    proposed_at: Generated<Date>;
    expires_at: Date;
    approved_by: AccountId | null;
    approved_at: Date | null;
    used_at: Date | null;
  };
  api_token: {
    id: string;
    account_id: AccountId;
    mac: Buffer;
    label: string;
    created_at: Generated<Date>;
    expires_at: Date;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  /** account: its primary address, as in sign_in_throttle. */
  familiar_network: { account: string; network: string; signed_in_at: Date };
}
