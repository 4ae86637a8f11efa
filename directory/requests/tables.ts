import type { Generated } from 'kysely';
import type { AccountId, PlanId, RequestId, UnitId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';

/**
 * in-review: the turn of the unit above. endorsed: the operator's. returned: the unit's own, to correct. gathered: part of another request,
 * and ends with it. The last three are for good.
 */
export const requestStates = ['in-review', 'endorsed', 'returned', 'gathered', 'carried-out', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof requestStates)[number];

/** struck: left out by who corrected the list. planned: its plan waits for its day. */
export const lineStates = ['open', 'struck', 'planned', 'carried-out', 'refused'] as const;
export type LineState = (typeof lineStates)[number];

/** What can be done to a request that there is. */
export const stepNames = ['correct', 'return', 'gather', 'endorse', 'carry-out', 'refuse', 'withdraw'] as const;
export type StepName = (typeof stepNames)[number];
/** What its history tells: also that it was made, submitted again, and let go by what it was a part of. */
export type RecordedStep = StepName | 'make' | 'submit' | 'release';

/** Why a line cannot be. */
export interface LineFault extends InBoth {
  /** `unknown-unit`, `outside`, …: for programs. */
  readonly what: string;
}

/** What became of a line, for people. */
export interface LineResult {
  readonly name: string;
  readonly address: string;
  readonly summary: readonly InBoth[];
  readonly effectiveOn: string;
}

/** Rows of this room (src/migrations/0018 says what each means). Dates without time are `YYYY-MM-DD`. */
export interface RequestTables {
  request: {
    id: Generated<RequestId>;
    unit_id: UnitId;
    title: string;
    state: RequestState;
    at_unit_id: UnitId | null;
    gathered_into: RequestId | null;
    version: Generated<number>;
    made_by: AccountId | null;
    made_at: Generated<Date>;
    since: Generated<Date>;
    due_on: string | null;
    settled_at: Date | null;
  };
  request_line: {
    request_id: RequestId;
    number: number;
    from_request_id: RequestId | null;
    from_number: number | null;
    asked: unknown;
    state: Generated<LineState>;
    problems: unknown;
    plan_id: PlanId | null;
    result: unknown;
  };
  request_step: {
    request_id: RequestId;
    version: number;
    at: Generated<Date>;
    step: RecordedStep;
    actor_account_id: AccountId | null;
    actor_address: string | null;
    as_unit_id: UnitId | null;
    from_state: RequestState | null;
    from_unit_id: UnitId | null;
    to_state: RequestState;
    to_unit_id: UnitId | null;
    due_on: string | null;
    reason: string | null;
    changes: Generated<unknown>;
  };
  request_reminder: { day: string; sent_at: Generated<Date> };
}
