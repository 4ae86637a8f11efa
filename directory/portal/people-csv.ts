import { byteOrderMark, csvLine } from '#directory/org/csv-line.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import { inUnitOrder, type PeopleByUnit } from './published-people.ts';
import { wordingVi } from './wording-vi.ts';

/** RFC 4180, as the units' file is: a line for each post that somebody holds. */
export function peopleCsv(units: readonly ListedUnit[], byUnit: PeopleByUnit): string {
  const names = new Map<number, string>(units.map(({ id, name }) => [id, name]));
  const rows = inUnitOrder(units, byUnit).map(({ unit, person }) => [
    person.name,
    person.post,
    unit.name,
    (unit.parentId === null ? undefined : names.get(unit.parentId)) ?? '',
    person.address,
  ]);
  return byteOrderMark + [wordingVi.export.peopleColumns, ...rows].map(csvLine).join('');
}
