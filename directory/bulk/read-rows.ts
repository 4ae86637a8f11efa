import type { Cell } from '#io/spreadsheet/spreadsheet.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { EventRow, Recruit } from './bulk-request.ts';
import type { FaultyRow } from './check-faulty-rows.ts';
import { type ColumnKey, headingOf } from './columns.ts';
import { belowHeadings, headingProblems, headingsIn, strangeHeadings } from './find-headings.ts';
import { bulkLimits } from './limits.ts';
import { type BulkProblem, problemAt } from './problem.ts';
import { readRow } from './read-row.ts';
import { RowReader } from './row-reader.ts';
import type { Table } from './table.ts';

export interface ReadRows {
  readonly recruits: readonly Recruit[];
  readonly events: readonly EventRow[];
  readonly faulty: readonly FaultyRow[];
  readonly problems: readonly BulkProblem[];
  readonly remarks: readonly InBoth[];
}

/** What the rows of a table ask for, and all that is wrong with how they ask it; who and what they name is looked up later. */
export function readRows(table: Table): ReadRows {
  const found = headingsIn(table.rows);
  if (found === undefined) return { ...nothing, remarks: table.remarks, problems: [noHeadings] };
  const problems = [...headingProblems(found)];
  const strange = strangeHeadings(found);
  const places = new Map<ColumnKey, { place: number; heading: string }>(
    found.columns.toReversed().map(({ key, ...where }) => [key, where]),
  );
  const rows = belowHeadings(table.rows, found);
  const recruits: Recruit[] = [];
  const events: EventRow[] = [];
  const faulty: FaultyRow[] = [];
  for (const { number, cells } of rows.slice(0, bulkLimits.rowsMax)) {
    if (isBlank(cells, places)) continue;
    const reader = new RowReader({ number, cells, places, encoding: table.encoding, isSaid: table.isSaid }, problems);
    const row = readRow(reader);
    if (row !== undefined && 'request' in row) events.push(row);
    else if (row !== undefined) recruits.push(row);
    else faulty.push({ row: number, ...reader.read });
  }
  if (rows.length > bulkLimits.rowsMax) problems.push(tooMany(rows.length, bulkLimits.rowsMax));
  if (events.length > bulkLimits.eventsMax) problems.push(tooMany(events.length, bulkLimits.eventsMax));
  if (recruits.length + events.length === 0 && problems.length === 0) problems.push(empty(found.row));
  return {
    recruits,
    faulty,
    events: events.slice(0, bulkLimits.eventsMax),
    problems,
    remarks: [...table.remarks, ...strange.map(passedOver)],
  };
}

/** Nothing in any column that is known: a number drawn down the margin is no person. */
function isBlank(cells: readonly Cell[], places: ReadonlyMap<ColumnKey, { place: number }>): boolean {
  return [...places.values()].every(({ place }) => (cells[place] ?? null) === null);
}

const nothing = { recruits: [], events: [], faulty: [] } as const;

const noHeadings = problemAt(
  null,
  null,
  'no-headings',
  `không thấy dòng tiêu đề trong ${bulkLimits.headingRowsMax} dòng đầu: cần ít nhất “${headingOf('name')}” và “${headingOf('unit')}” (lấy mẫu: bulk template)`,
  `no row of headings in the first ${bulkLimits.headingRowsMax}: “${headingOf('name')}” and “${headingOf('unit')}” at least are needed (bulk template gives one)`,
);

function empty(row: number): BulkProblem {
  return problemAt(row, null, 'empty', 'dưới dòng tiêu đề không có ai', 'there is nobody below the headings');
}

function tooMany(count: number, most: number): BulkProblem {
  return problemAt(
    null,
    null,
    'too-many',
    `có ${count} dòng, mỗi đợt nhiều nhất ${most}: hãy chia tệp`,
    `has ${count} such rows; a batch takes ${most}: divide the file`,
  );
}

function passedOver(heading: string): InBoth {
  return { vi: `Bỏ qua cột “${heading}”: hệ thống không lưu`, en: `The column “${heading}” is passed over: nothing is kept of it` };
}
