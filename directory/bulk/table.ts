import type { Cell } from '#io/spreadsheet/spreadsheet.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { TableEncoding } from './decode-text.ts';

/** A table as somebody sent it, before anybody knows what its columns are. */
export interface Table {
  /** Rows with something in them; numbered as their author sees them. */
  readonly rows: readonly TableRow[];
  /** What it was converted from; null: a workbook, in Unicode as all are. */
  readonly encoding: TableEncoding | null;
  /** Whether its author said which: then no cell is doubted. */
  readonly isSaid: boolean;
  /** What was done to read it that its author should know of. */
  readonly remarks: readonly InBoth[];
}

export interface TableRow {
  readonly number: number;
  readonly cells: readonly Cell[];
}
