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
  readonly unit: { readonly id: UnitId; readonly name: string } | null;
  /** Of mail before this day nothing is known. */
  readonly mailCountedSince: string;
  /** The day at whose end mailboxes were as full as is told; null: it was not noted. */
  readonly fillDay: string | null;
  readonly units: readonly UnitFigures[];
  readonly total: Figures;
  readonly outages: {
    readonly workingMinutes: number;
    /** How many meant paper procedure. */
    readonly paperProcedures: number;
    readonly list: readonly Outage[];
  };
}
