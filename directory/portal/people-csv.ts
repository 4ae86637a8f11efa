import type { Stretches } from '#directory/lifecycle/in-turns.ts';
import { byteOrderMark, csvLine } from '#directory/org/csv-line.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { PeopleByUnit } from './published-people.ts';
import { wordingVi } from './wording-vi.ts';

/** RFC 4180, as the units' file is: a line for each post that somebody holds, in the order of the units. */
export function* peopleCsv(units: readonly ListedUnit[], byUnit: PeopleByUnit): Stretches<string> {
  const names = new Map<number, string>(units.map(({ id, name }) => [id, name]));
  let text = byteOrderMark + csvLine(wordingVi.export.peopleColumns);
  for (const { id, name, parentId } of units) {
    yield;
    const above = (parentId === null ? undefined : names.get(parentId)) ?? '';
    for (const person of byUnit.get(id) ?? []) text += csvLine([person.name, person.post, name, above, person.address]);
  }
  return text;
}
