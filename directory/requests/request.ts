import type { WorkingWeek } from '#directory/calendar/working-calendar.ts';
import type { PlanActor, PlanKind } from '#directory/lifecycle/plan.ts';
import type { CreateMailboxes, SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import type { RequestId, UnitId } from '#kernel/ids.ts';
import { type InBoth, type Refusal, type RefusalKind, refusalInBoth } from '#kernel/refusal.ts';
import type { LineColumn } from './request-line.ts';
import type { PassedStep } from './step-sql.ts';
import type { LineFault, RequestState } from './tables.ts';

/** What requests are made and carried out with. */
export interface RequestDeps {
  readonly database: Database;
  /** Steps are taken, looked at, and taken back. */
  readonly isRehearsal?: boolean;
  readonly createMailboxes: CreateMailboxes;
  /** Left out: nobody is told. */
  readonly sendNotices?: SendNotices | undefined;
  readonly twoPeople?: boolean;
  /** Plans for people: each line becomes one. */
  readonly personPlans: PlanKind;
  readonly terms: Terms;
  /** Left out: Monday to Friday. */
  readonly week?: WorkingWeek;
}

/** Working days within which each does their part (REQ-ACC-2). */
export interface Terms {
  readonly unitAboveDays: number;
  readonly operatorDays: number;
}

/** Who takes a step, and on which day of Vietnam's calendar. */
export interface Acting extends PlanActor {
  readonly today: string;
}

/** A step upon a request that there is. */
export interface StepInput extends Acting {
  readonly requestId: RequestId;
  /** The version that was looked at: refused with what happened since, if anything did. Left out: they do not mind. */
  readonly seen?: number | undefined;
  readonly reason?: string | undefined;
}

/** Where a request stands after a step. */
export interface RequestDone {
  readonly id: RequestId;
  readonly state: RequestState;
  readonly atUnitId: UnitId | null;
  /** The last day on which the next step is in time; null: nobody's turn. */
  readonly dueOn: string | null;
  readonly version: number;
}

/** What is wrong with a line of a list, numbered from 1. */
export interface LineProblem extends LineFault {
  readonly line: number;
  /** null: it is about the line as a whole. */
  readonly column: LineColumn | null;
}

export interface RequestRefusal extends Refusal {
  readonly lines?: readonly LineProblem[];
  /** Of a request that is not as it was when it was looked at: what happened since. */
  readonly passed?: readonly PassedStep[];
}

export function requestRefusal(kind: RefusalKind, inBoth: InBoth, more: Pick<RequestRefusal, 'lines' | 'passed'> = {}): RequestRefusal {
  return { ...refusalInBoth(kind, inBoth), ...more };
}
