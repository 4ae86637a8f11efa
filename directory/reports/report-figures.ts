import type { UnitId } from '#kernel/ids.ts';
import type { Figures } from './figures.ts';
import type { Period } from './period.ts';
import type { Outage } from './ports.ts';

import type { UnitFigures } from './unit-sums.ts';

/** All that a report is drawn from; kept as it was when the report is issued. */
export interface ReportFigures {
  readonly version: 1;
  readonly period: Period;
  /** The last day that is told of: of a period that goes on, today. */
  readonly asOf: string;
  /** null: everything there is. */
  readonly unit: { readonly id: UnitId; readonly name: string; readonly superior: string | null } | null;
  /** Of mail before this day nothing is known. */
  readonly mailCountedSince: string;
  /** The day at whose end mailboxes were as full as is told; null: it was not noted. */
  readonly fillDay: string | null;
  readonly units: readonly UnitFigures[];
  readonly total: Figures;
  /** What does not add up over units: how long requests took, and how many were in time. */
  readonly requests: RequestTimes;
  readonly outages: {
    readonly workingMinutes: number;
    /** How many meant paper procedure. */
    readonly paperProcedures: number;
    readonly list: readonly Outage[];
  };
}

export interface RequestTimes {
  /** At the end of the days, and of those past their term. */
  readonly waiting: number;
  readonly overdue: number;
  /** Carried out or refused in the days; from making to the end, in working days. */
  readonly answered: number;
  readonly medianWorkingDays: number | null;
  readonly maxWorkingDays: number | null;
  /** Steps that had a term, of the unit above and the operator, and those that were in time. */
  readonly withTerm: number;
  readonly inTime: number;
}
