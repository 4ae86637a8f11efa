/** What a cell holds: of a formula its value; a date as `YYYY-MM-DD`, its time of day left out; null: nothing. */
export type Cell = string | number | boolean | DayCell | FaultyCell | null;

export interface DayCell {
  readonly day: string;
}

/** What a formula came to that could not be worked out: `#N/A`. */
export interface FaultyCell {
  readonly error: string;
}

/** A row with something in it. */
export interface SheetRow {
  /** As the spreadsheet program numbers it; the first is 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** Cells shown as one; the first of them has the value. Rows and columns from 1, the last ones included. */
export interface Merge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export interface ReadSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
}

/** A1 notation of a column: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column > 26 ? columnLetters(Math.floor((column - 1) / 26)) + last : last;
}
