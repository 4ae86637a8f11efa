import type { TableEncoding } from '#directory/bulk/decode-text.ts';
import { readTable } from '#directory/bulk/read-table.ts';
import type { Table, TableRow } from '#directory/bulk/table.ts';
import { closest } from '#directory/naming/closest.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { requestLimits } from './limits.ts';
import { LineCells } from './line-cells.ts';
import { columnOf, type FileColumn, fileColumns } from './line-columns.ts';
import { type RequestLine, requestLineSchema } from './request-line.ts';

/** A line of a list, and the row of the file it stands in. */
export interface FiledLine {
  readonly row: number;
  readonly line: RequestLine;
}

/** What is wrong with a file, and where: by row as the spreadsheet program numbers it, and by the column's heading. */
export interface RowProblem extends InBoth {
  readonly row: number | null;
  readonly column: string | null;
}

/** A list as a workbook or delimited text, in whatever encoding (directory/bulk reads it). All that is wrong with it at once. */
export async function readLineFile(octets: Buffer, encoding?: TableEncoding): Promise<Result<readonly FiledLine[], readonly RowProblem[]>> {
  const table = await readTable(octets, encoding);
  return table.ok ? readLines(table.value) : refused([{ row: null, column: null, ...table.refusal }]);
}

/** Pure. Columns that are left out are empty; rows without anything are passed over. */
export function readLines(table: Table): Result<readonly FiledLine[], readonly RowProblem[]> {
  const header = headerOf(table.rows);
  if (header === undefined) return refused([noHeadings]);
  const problems: RowProblem[] = [...header.problems];
  const lines: FiledLine[] = [];
  for (const row of table.rows.slice(header.index + 1)) {
    const cells = new LineCells(row, header.columns, problems);
    if (cells.isBlank()) continue;
    const line = lineOf(cells);
    if (line !== undefined) lines.push({ row: row.number, line });
  }
  return problems.length > 0 ? refused(problems.slice(0, requestLimits.problemsMax)) : ok(lines);
}

interface Header {
  readonly index: number;
  readonly columns: ReadonlyMap<FileColumn, { readonly place: number; readonly heading: string }>;
  readonly problems: readonly RowProblem[];
}

/** The row with most known headings: titles and dates may stand above it. */
function headerOf(rows: readonly TableRow[]): Header | undefined {
  let best: Header | undefined;
  for (const [index, row] of rows.slice(0, requestLimits.headingRowsMax).entries()) {
    const header = readHeader(row, index);
    if (header.columns.size > Math.max(1, best?.columns.size ?? 0)) best = header;
  }
  return best;
}

function readHeader({ number, cells }: TableRow, index: number): Header {
  const columns = new Map<FileColumn, { place: number; heading: string }>();
  const problems: RowProblem[] = [];
  for (const [place, cell] of cells.entries()) {
    if (typeof cell !== 'string') continue;
    const heading = cell.normalize('NFC').trim();
    const column = columnOf(heading);
    if (column === undefined) problems.push(noSuchColumn(number, heading));
    else if (column !== null && columns.has(column))
      problems.push({ row: number, column: heading, vi: 'Cột có hai lần', en: 'The column stands twice' });
    else if (column !== null) columns.set(column, { place, heading });
  }
  return { index, columns, problems };
}

function noSuchColumn(row: number, heading: string): RowProblem {
  const meant = closest(
    heading,
    fileColumns.map(({ vi }) => vi),
  );
  const vi = `Không có cột nào tên như vậy${meant === undefined ? '' : `; có phải là “${meant}”?`}`;
  return { row, column: heading, vi, en: `There is no such column${meant === undefined ? '' : `; did you mean “${meant}”?`}` };
}

/** What a row asks for; undefined: something is wrong with it, and noted. */
function lineOf(cells: LineCells): RequestLine | undefined {
  const asked = cells.asked();
  const checked = requestLineSchema.safeParse(asked);
  if (checked.success) return cells.isFaulty ? undefined : checked.data;
  for (const { code, path, message, ...issue } of checked.error.issues) {
    const keys = code === 'unrecognized_keys' && 'keys' in issue ? (issue.keys as readonly FileColumn[]) : undefined;
    if (keys !== undefined)
      for (const key of keys) cells.note(key, 'Không dùng cho việc này: hãy để trống', 'Not for this: leave it empty');
    else {
      const column = path[0] as FileColumn;
      if (asked[column] === undefined) cells.note(column, 'Không được để trống', 'Must not be empty');
      else cells.note(column, `Không hợp lệ: ${message}`, `Not valid: ${message}`);
    }
  }
  return undefined;
}

const noHeadings: RowProblem = {
  ...{ row: null, column: null },
  vi: 'Không thấy dòng tiêu đề (lấy mẫu: request template)',
  en: 'There is no row of headings (request template gives one)',
};
