import type { PlanProblem } from '#directory/lifecycle/plan.ts';

/** What is wrong with a table, and where in it: rows as the spreadsheet program numbers them (lines of a text file), columns by their heading. */
export interface BulkProblem extends PlanProblem {
  /** null: about the file as a whole. */
  readonly row: number | null;
  readonly column: string | null;
}

export function problemAt(row: number | null, column: string | null, what: string, vi: string, en: string): BulkProblem {
  return { row, column, what, vi, en };
}

/** By row, and in a row in the order found. */
export function inOrder<Problem extends BulkProblem>(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0));
}
