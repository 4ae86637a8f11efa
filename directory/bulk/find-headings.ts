import { closest } from '#directory/naming/closest.ts';
import type { Cell } from '#io/spreadsheet/spreadsheet.ts';
import { columnLetters } from '#io/spreadsheet/spreadsheet.ts';
import { type ColumnKey, columnOf, headingOf, headings } from './columns.ts';
import { bulkLimits } from './limits.ts';
import { type BulkProblem, problemAt } from './problem.ts';
import type { TableRow } from './table.ts';

export interface FoundHeadings {
  /** Number of the row they stand in, and its place among the rows. */
  readonly row: number;
  readonly index: number;
  readonly columns: readonly FoundColumn[];
  /** Headings that are neither known nor passed over. */
  readonly unknown: readonly { readonly place: number; readonly heading: string }[];
}

export interface FoundColumn {
  readonly key: ColumnKey;
  /** From 0. */
  readonly place: number;
  /** As it stands there: problems are told by it. */
  readonly heading: string;
}

/** The row with most known headings, at least two and a person's among them: titles and dates may stand above it. */
export function headingsIn(rows: readonly TableRow[]): FoundHeadings | undefined {
  let best: FoundHeadings | undefined;
  for (const [index, row] of rows.slice(0, bulkLimits.headingRowsMax).entries()) {
    const found = read(row, index);
    const names = found.columns.some(({ key }) => key === 'name' || key === 'given' || key === 'who');
    if (names && found.columns.length > Math.max(1, best?.columns.length ?? 0)) best = found;
  }
  return best;
}

function read({ number, cells }: TableRow, index: number): FoundHeadings {
  const columns: FoundColumn[] = [];
  const unknown: { place: number; heading: string }[] = [];
  for (const [place, cell] of cells.entries()) {
    if (typeof cell !== 'string') continue;
    const heading = cell.normalize('NFC').replace(/\s+/gu, ' ').trim();
    const key = columnOf(cell.normalize('NFC'));
    if (key === undefined) unknown.push({ place, heading });
    else if (key !== null) columns.push({ key, place, heading });
  }
  return { row: number, index, columns, unknown };
}

/** Columns that stand twice, that may be misspelled, or that are missing. */
export function headingProblems(found: FoundHeadings): readonly BulkProblem[] {
  const { row, columns } = found;
  const keys = columns.map(({ key }) => key);
  const twice = columns.filter(({ key }, index) => keys.indexOf(key) !== index);
  return [
    ...twice.map(({ key, heading }) =>
      problemAt(row, heading, 'column-twice', `cột “${headingOf(key)}” có hai lần`, `the column “${headingOf(key)}” stands twice`),
    ),
    ...misspelledHeadings(found).map(({ place, heading, meant }) =>
      problemAt(
        row,
        heading,
        'unknown-column',
        `không rõ cột ${columnLetters(place + 1)} “${heading}”; có phải là “${meant}”?`,
        `the column ${columnLetters(place + 1)} “${heading}” is not known; did you mean “${meant}”?`,
      ),
    ),
  ];
}

/** Headings that are nearly known, with what was probably meant. */
export function misspelledHeadings({ unknown }: FoundHeadings) {
  return unknown.flatMap(({ place, heading }) => {
    const meant = closest(heading, headings);
    return meant === undefined ? [] : [{ place, heading, meant }];
  });
}

/** The rows of people. */
export function belowHeadings(rows: readonly TableRow[], { index }: FoundHeadings): readonly TableRow[] {
  const below = rows.slice(index + 1);
  return below[0] !== undefined && isColumnNumbers(below[0].cells) ? below.slice(1) : below;
}

/** Headings like nothing that is known: somebody's own columns. */
export function strangeHeadings({ unknown }: FoundHeadings): readonly string[] {
  return unknown.filter(({ heading }) => closest(heading, headings) === undefined).map(({ heading }) => heading);
}

/** `(1) (2) (3)` or `A B 1 2` below the headings of an administrative form. */
function isColumnNumbers(cells: readonly Cell[]): boolean {
  const filled = cells.filter((cell) => cell !== null);
  return (
    filled.length > 2 &&
    filled.every((cell) => (typeof cell === 'number' ? cell <= 30 : typeof cell === 'string' && /^\s*\(?(\d{1,2}|[A-Z])\)?\s*$/.test(cell)))
  );
}
