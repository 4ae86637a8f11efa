import type { BatchPreview, TextTable } from '../api/api-contract.ts';

export type Fault = BatchPreview['problems'][number];
export type TableColumn = TextTable['columns'][number];

/** A table while it is put right: as the server read it, and what somebody has changed since. */
export interface EditedTable extends TextTable {
  /** Numbers of rows that are not sent. */
  readonly leftOut: readonly number[];
  /** Cells that were changed, as `row:column`. */
  readonly changed: readonly string[];
}

export const editedTable = (table: TextTable): EditedTable => ({ ...table, leftOut: [], changed: [] });

const cellKey = (row: number, column: number) => `${row}:${column}`;
export const isChanged = ({ changed }: EditedTable, row: number, column: number) => changed.includes(cellKey(row, column));

/** The same table where nothing is changed by it. */
export function withCell(table: EditedTable, row: number, column: number, text: string): EditedTable {
  const at = table.rows.findIndex((one) => one.row === row);
  const before = table.rows[at];
  if (before === undefined || before.cells[column] === text) return table;
  const rows = table.rows.with(at, { row, cells: before.cells.with(column, text) });
  return { ...table, rows, changed: [...new Set([...table.changed, cellKey(row, column)])] };
}

export function withLeftOut(table: EditedTable, row: number, isLeftOut: boolean): EditedTable {
  const others = table.leftOut.filter((one) => one !== row);
  return { ...table, leftOut: isLeftOut ? [...others, row] : others };
}

/** One more column, empty, at the end. */
export function withColumn(table: EditedTable, column: TableColumn): EditedTable {
  return {
    ...table,
    columns: [...table.columns, column],
    others: table.others.filter(({ key }) => key !== column.key),
    rows: table.rows.map(({ row, cells }) => ({ row, cells: [...cells, ''] })),
  };
}

/** Says what a column is whose heading is only nearly known, or stands twice; null: it is left out. */
export function withHeading(table: EditedTable, at: number, meant: TableColumn | null): EditedTable {
  if (meant !== null)
    return { ...table, columns: table.columns.with(at, meant), others: table.others.filter(({ key }) => key !== meant.key) };
  const without = <Item>(items: readonly Item[]) => items.filter((_item, index) => index !== at);
  const shifted = table.changed.flatMap((key) => {
    const [row = 0, column = 0] = key.split(':').map(Number);
    return column === at ? [] : [cellKey(row, column > at ? column - 1 : column)];
  });
  return {
    ...table,
    columns: without(table.columns),
    rows: table.rows.map(({ row, cells }) => ({ row, cells: without(cells) })),
    changed: shifted,
  };
}

/** Headings that have to be put right before anything else. */
export function doubtfulColumns({ columns }: EditedTable): readonly number[] {
  return columns.flatMap(({ key }, at) => (key === null || columns.findIndex((other) => other.key === key) < at ? [at] : []));
}

/** RFC 4180, every row on the line of its number, so that faults of it are told by the numbers that people see in their own file. */
export function csvOf(table: EditedTable): string {
  const lines = linesOf(table, (text) => text);
  return lines.join('\r\n');
}

/** As `csvOf`, for spreadsheet programs: marked as UTF-8, and no cell is run as a formula. */
export function csvToKeep(table: EditedTable): string {
  const lines = linesOf(table, (text) => (/^\s*[=+\-@]/.test(text) ? `'${text}` : text));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function linesOf({ headingRow, columns, rows, leftOut }: EditedTable, safe: (text: string) => string): readonly string[] {
  const out = new Set(leftOut);
  const sent = rows.filter(({ row }) => !out.has(row));
  const lines = Array.from({ length: Math.max(headingRow, sent.at(-1)?.row ?? 0) }, () => '');
  const line = (cells: readonly string[]) => cells.map((text) => `"${safe(text).replaceAll('"', '""')}"`).join(',');
  lines[headingRow - 1] = line(columns.map(({ heading }) => heading));
  for (const { row, cells } of sent) if (cells.some((text) => text !== '')) lines[row - 1] = line(cells);
  return lines;
}

export interface Faults {
  /** Of the file as a whole, its headings, or rows that are not shown. */
  readonly whole: readonly Fault[];
  /** By the number of the row; -1: of the row as a whole. */
  readonly byRow: ReadonlyMap<number, ReadonlyMap<number, readonly Fault[]>>;
}

/** Where in the table each fault stands. A fault of a column that the table does not have is the row's. */
export function faultsIn(table: EditedTable, problems: readonly Fault[]): Faults {
  const whole: Fault[] = [];
  const byRow = new Map<number, Map<number, Fault[]>>();
  const known = new Set(table.rows.map(({ row }) => row));
  for (const fault of problems) {
    if (fault.row === null || !known.has(fault.row)) {
      whole.push(fault);
      continue;
    }
    const column = table.columns.findIndex(({ heading, name }) => fault.column === heading || fault.column === name);
    const cells = byRow.get(fault.row) ?? new Map<number, Fault[]>();
    cells.set(column, [...(cells.get(column) ?? []), fault]);
    byRow.set(fault.row, cells);
  }
  return { whole, byRow };
}
