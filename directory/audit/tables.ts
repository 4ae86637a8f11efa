import type { Generated } from 'kysely';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';

/** Rows of the audit as the driver gives them (src/migrations says what each means). Dates without time are `YYYY-MM-DD`. */
export interface AuditTables {
  audit: {
    id: Generated<number>;
    at: Generated<Date>;
    program: Generated<string>;
    actor_account_id: AccountId | null;
    actor_address: string | null;
    credential: string | null;
    via: string | null;
    peer: string | null;
    on_behalf_account_id: AccountId | null;
    on_behalf_address: string | null;
    act: string;
    target: string | null;
    person_id: PersonId | null;
    account_id: AccountId | null;
    unit_id: UnitId | null;
    plan_id: PlanId | null;
    before: unknown;
    after: unknown;
    detail: unknown;
  };
  audit_unsealed: { id: number; at: Date };
  audit_seal: {
    batch: number;
    month: string;
    sealed_at: Date;
    first: number;
    ids: number[];
    digests: Buffer;
    previous: Buffer;
    hash: Buffer;
  };
  audit_root: {
    number: number;
    day: string;
    batch: number;
    entries: number;
    hash: Buffer;
    previous: Buffer;
    signed_at: Date;
    key_id: string;
    signature: Buffer;
  };
  audit_pruning: { month: string; entries: number; pruned_at: Generated<Date>; pruned_by: Generated<string> };
  audit_tally: {
    starts_at: Date;
    ends_at: Date;
    act: string;
    actor_account_id: number;
    account_id: number;
    via: string;
    network: string;
    credential: string;
    subject: string;
    amount: number;
    first_at: Date;
    last_at: Date;
  };
}
