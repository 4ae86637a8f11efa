import type { KeyboardEvent } from 'react';
import type { EditedTable, Faults } from './edited-table.ts';

/** A cell: the row as it is shown, from 0; columns: 0 the number, 1 whether the row is kept, then those of the table. */
export interface GridPlace {
  readonly at: number;
  readonly column: number;
}

const page = 10;

/** Where a key leads (WAI-ARIA APG, grid); undefined: it is no key to move by. */
export function placeAfter(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  { at, column }: GridPlace,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): GridPlace | undefined {
  const isFar = ctrlKey || metaKey;
  switch (key) {
    case 'ArrowUp':
      return { at: at - 1, column };
    case 'ArrowDown':
      return { at: at + 1, column };
    case 'ArrowLeft':
      return { at, column: column - 1 };
    case 'ArrowRight':
      return { at, column: column + 1 };
    case 'PageUp':
      return { at: at - page, column };
    case 'PageDown':
      return { at: at + page, column };
    case 'Home':
      return { at: isFar ? 0 : at, column: 0 };
    case 'End':
      return { at: isFar ? rows - 1 : at, column: columns - 1 };
    default:
      return undefined;
  }
}

interface Shown {
  readonly table: EditedTable;
  readonly faults: Faults;
  readonly shown: readonly number[];
}

/** The next cell with a fault, from the beginning again after the last; undefined: there is none. A fault of a row is at its number. */
export function nextFault({ table, faults, shown }: Shown, { at, column }: GridPlace): GridPlace | undefined {
  const places = shown.flatMap((index, row) =>
    [...(faults.byRow.get(table.rows[index]!.row)?.keys() ?? [])]
      .map((of) => ({ at: row, column: of < 0 ? 0 : of + 2 }))
      .toSorted((one, other) => one.column - other.column),
  );
  return places.find((place) => place.at > at || (place.at === at && place.column > column)) ?? places[0];
}
