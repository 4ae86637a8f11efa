import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import { wordingVi } from './wording-vi.ts';

// A cell that begins like a formula is run by spreadsheet programs: an apostrophe makes it text.
const formulaStart = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

/** RFC 4180, with a byte order mark so that Excel reads Vietnamese. */
export function unitsCsv(units: readonly ListedUnit[]): string {
  const names = new Map<UnitId, string>(units.map(({ id, name }) => [id, name]));
  const { columns, kinds } = wordingVi.export;
  const rows = units.map(({ name, kind, parentId, address }) => [
    name,
    kinds[kind],
    (parentId === null ? undefined : names.get(parentId)) ?? '',
    address ?? '',
  ]);
  return `\uFEFF${[columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
