import { byteOrderMark, csvLine } from '#directory/org/csv-line.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import { wordingVi } from './wording-vi.ts';

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
  return byteOrderMark + [columns, ...rows].map(csvLine).join('');
}
