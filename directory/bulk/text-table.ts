import { nameCharactersMax } from '#directory/naming/limits.ts';
import type { Cell } from '#io/spreadsheet/spreadsheet.ts';
import { type ColumnKey, headingOf, columns as known } from './columns.ts';
import { belowHeadings, headingsIn, misspelledHeadings } from './find-headings.ts';
import { bulkLimits } from './limits.ts';
import { actWords, capacityWords, kindWords, yesWords } from './row-acts.ts';
import type { Table } from './table.ts';

/** A table as text, to be put right by somebody who sees it and sent again: columns that are kept, and all rows with anything in them. */
export interface TextTable {
  /** The number of the row of headings. */
  readonly headingRow: number;
  readonly columns: readonly TextColumn[];
  /** Columns that it does not have and might. */
  readonly others: readonly TextColumn[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export interface TextColumn {
  /** null: a heading that is only nearly known. */
  readonly key: ColumnKey | null;
  /** As it stands in the table; problems are told by it, or by `name`. */
  readonly heading: string;
  readonly name: string;
  /** What may stand in it, where that is a few words. */
  readonly choices: readonly string[];
}

/** null: it has no headings that anybody knows. */
export function textTableOf(table: Table): TextTable | null {
  const found = headingsIn(table.rows);
  if (found === undefined) return null;
  const misspelled = misspelledHeadings(found).map(({ place, heading }) => ({ key: null, place, heading }));
  const placed = [...found.columns, ...misspelled].toSorted((one, other) => one.place - other.place);
  const rows = belowHeadings(table.rows, found)
    .slice(0, bulkLimits.rowsMax)
    .map(({ number, cells }) => ({ row: number, cells: placed.map(({ place }) => textOf(cells[place] ?? null)) }))
    .filter(({ cells }) => cells.some((text) => text !== ''));
  return {
    headingRow: found.row,
    columns: placed.map(({ key, heading }) => columnOf(key, heading)),
    others: known.filter(({ key }) => !found.columns.some((one) => one.key === key)).map(({ key, vi }) => columnOf(key, vi)),
    rows,
  };
}

function columnOf(key: ColumnKey | null, heading: string): TextColumn {
  return { key, heading, name: key === null ? heading : headingOf(key), choices: key === null ? [] : (choices[key] ?? []) };
}

const wordsOf = (words: readonly { readonly vi: string }[]) => words.map(({ vi }) => vi);
const choices: Partial<Record<ColumnKey, readonly string[]>> = {
  act: wordsOf(actWords),
  kind: wordsOf(kindWords),
  capacity: wordsOf(capacityWords),
  namesake: wordsOf(yesWords),
};

/** As people write it, on one line. A formula that failed is nothing; what is too long stays so, and is a fault again. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'object')
    return String(cell)
      .normalize('NFC')
      .replace(/\s+/gu, ' ')
      .trim()
      .slice(0, nameCharactersMax + 1);
  return 'day' in cell ? cell.day.split('-').toReversed().join('/') : '';
}
