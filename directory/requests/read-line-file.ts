import { searchKey } from '#directory/naming/fold-name.ts';
import { parseCsv } from '#directory/org/csv.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { days, flags, headings, words } from './line-headings.ts';
import { type LineColumn, type RequestLine, requestLineSchema } from './request-line.ts';

/** A line of a list, and the row of the file it stands in. */
export interface FiledLine {
  readonly row: number;
  readonly line: RequestLine;
}

/** What is wrong with a file, and where: by row, and by the column's heading. */
export interface RowProblem extends InBoth {
  readonly row: number | null;
  readonly column: string | null;
}

/** Rows of cells, the headings first: what a CSV file has, or a sheet. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export function readCsvLines(text: string): Result<readonly FiledLine[], readonly RowProblem[]> {
  const parsed = parseCsv(text);
  if (parsed.ok) return readSheetLines(parsed.value.map(({ line, fields }) => ({ row: line, cells: fields })));
  const { line: row, message } = parsed.refusal;
  return refused([{ row, column: null, vi: `Không đọc được CSV: ${message}`, en: `The CSV cannot be read: ${message}` }]);
}

/** All problems at once. Columns that are left out are empty; rows without anything are passed over. */
export function readSheetLines(sheet: readonly SheetRow[]): Result<readonly FiledLine[], readonly RowProblem[]> {
  const [header, ...rows] = sheet;
  if (header === undefined) return refused([{ row: null, column: null, vi: 'Tệp không có gì', en: 'The file is empty' }]);
  const columns = header.cells.map(columnCalled);
  const wrong = headerProblems(header, columns);
  if (wrong.length > 0) return refused(wrong);
  const read = rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ row, cells }) => readRow(row, Object.fromEntries(columns.map((column, index) => [column, cells[index]?.trim() ?? '']))));
  const problems = read.flatMap((one) => (one.ok ? [] : one.refusal));
  return problems.length > 0 ? refused(problems) : ok(read.flatMap((one) => (one.ok ? [one.value] : [])));
}

const columnNames = Object.keys(headings) as LineColumn[];

/** By the heading without what stands in brackets, marks and case aside; or by the name programs use. */
function columnCalled(heading: string): LineColumn | undefined {
  const key = (text: string) => searchKey(text.replace(/\(.*$/, '').trim());
  return columnNames.find((column) => column === heading.trim() || key(headings[column]) === key(heading));
}

function headerProblems({ row, cells }: SheetRow, columns: readonly (LineColumn | undefined)[]): readonly RowProblem[] {
  const problem = (index: number, vi: string, en: string): RowProblem => ({ row, column: cells[index] ?? null, vi, en });
  return [
    ...columns.flatMap((column, index) =>
      column === undefined ? [problem(index, 'Không có cột nào tên như vậy', 'There is no such column')] : [],
    ),
    ...columns.flatMap((column, index) =>
      column !== undefined && columns.indexOf(column) !== index ? [problem(index, 'Cột có hai lần', 'The column stands twice')] : [],
    ),
    ...(columns.includes('do') ? [] : [{ row, column: headings.do, vi: 'Thiếu cột này', en: 'This column is missing' }]),
  ];
}

type Cells = Readonly<Partial<Record<LineColumn, string>>>;

function readRow(row: number, cells: Cells): Result<FiledLine, readonly RowProblem[]> {
  const asked = Object.fromEntries(
    (Object.entries(cells) as [LineColumn, string][])
      .filter(([, cell]) => cell !== '')
      .map(([column, cell]) => [column, meaningOf(column, cell)]),
  );
  const checked = requestLineSchema.safeParse(asked);
  if (checked.success) return ok({ row, line: checked.data });
  return refused(checked.error.issues.flatMap((issue) => problemsOf(row, asked, issue)));
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function problemsOf(row: number, asked: Readonly<Record<string, unknown>>, issue: Issue): readonly RowProblem[] {
  const at = (column: LineColumn, vi: string, en: string): RowProblem => ({ row, column: headings[column], vi, en });
  if (issue.code === 'unrecognized_keys')
    return (issue.keys as readonly LineColumn[]).map((key) =>
      at(key, 'Không dùng cho việc này: hãy để trống', 'Not for this: leave it empty'),
    );
  const column = issue.path[0] as LineColumn;
  if (asked[column] === undefined) return [at(column, 'Không được để trống', 'Must not be empty')];
  const choices = column in words ? Object.values(words[column as keyof typeof words]).map((one: readonly string[]) => one[0]) : [];
  if (choices.length > 0) return [at(column, `Hãy ghi một trong: ${choices.join(', ')}`, `One of: ${choices.join(', ')}`)];
  if (days.has(column)) return [at(column, 'Phải là ngày như 31/12/2026', 'Must be a date as 31/12/2026 or 2026-12-31')];
  if (flags.has(column)) return [at(column, 'Hãy ghi x, hoặc để trống', 'Write x, or leave it empty')];
  return [at(column, `Không hợp lệ: ${issue.message}`, `Not valid: ${issue.message}`)];
}

/** What a cell means; what cannot be read is left as it is, for the schema to refuse. */
function meaningOf(column: LineColumn, cell: string): unknown {
  if (flags.has(column)) return ['x', 'co', 'dung', 'yes', 'true', '1'].includes(searchKey(cell)) ? true : cell;
  if (days.has(column)) return dayOf(cell);
  if (!(column in words)) return cell;
  const choices = Object.entries(words[column as keyof typeof words]) as [string, readonly string[]][];
  return choices.find(([name, said]) => name === cell || said.some((word) => searchKey(word) === searchKey(cell)))?.[0] ?? cell;
}

/** 31/12/2026, as people write it, or 2026-12-31. */
function dayOf(cell: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell) ?? [];
  return day === undefined || month === undefined ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The first row of a file to fill in. */
export function templateHeader(): readonly string[] {
  return columnNames.map((column) => headings[column]);
}
