import { z } from 'zod';
import type { UnitInTree } from '#directory/naming/name-units.ts';
import { displayName, nameOrders, type PersonName, personName } from '#directory/naming/person-name.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { readCsvTable, type TableRow } from './csv-table.ts';
import type { FileProblem } from './file-problem.ts';
import type { ProvincePerson, ProvincePost } from './province.ts';
import { postKinds } from './tables.ts';

const text = z.string().trim();
const optional = text.default('').transform((value) => value || null);

// One row a post. Rows that bear the same label in `person` are the posts of one person, the main one first.
const personRowSchema = z.object({
  person: text.min(1, 'a label for the person, the same in each of their rows'),
  family: text,
  middle: text,
  given: text,
  // How the name is said; may be left out: family first.
  order: z
    .union([z.literal(''), z.enum(nameOrders)])
    .default('')
    .transform((value) => value || 'family-first'),
  birth_date: z
    .union([z.literal(''), z.iso.date('a date as 1985-02-28')])
    .default('')
    .transform((value) => value || null),
  unit: text.min(1, 'the name of a unit'),
  parent: optional,
  post: text.min(1, 'the title of the post').transform((title) => title.normalize('NFC')),
  kind: z.enum(postKinds),
});
type PersonRow = TableRow<z.infer<typeof personRowSchema>>;

/** Reads and checks people.csv: names an address can be made of, units that exist, one head a unit. */
export function readPeople(
  file: string,
  csv: string,
  units: readonly UnitInTree<number>[],
): Result<readonly ProvincePerson[], readonly FileProblem[]> {
  const table = readCsvTable(file, csv, personRowSchema);
  if (!table.ok) return table;
  const problems: FileProblem[] = [];
  const report = (row: number, column: string, message: string) => problems.push({ file, row, column, message });
  const find = unitFinder(units);

  const headRows = new Map<number, number>();
  const post = ({ line, row }: PersonRow): ProvincePost => {
    const found = find(row.unit, row.parent);
    if (found.length !== 1) report(line, 'unit', unitProblem(row.unit, row.parent, found.length));
    const unit = found[0]?.key ?? 0;
    if (row.kind === 'head' && headRows.has(unit)) report(line, 'kind', `${row.unit} has a head already, in row ${headRows.get(unit)}`);
    if (row.kind === 'head' && found.length === 1) headRows.set(unit, line);
    return { unit, title: row.post, kind: row.kind };
  };
  const people = [...Map.groupBy(table.value, ({ row }) => row.person)].map(([key, rows]): ProvincePerson => {
    const { line, row } = rows[0]!;
    const name = personName(row);
    if (!name.ok) report(line, 'given', name.refusal.message);
    for (const other of rows.slice(1))
      if (!isSamePerson(other, rows[0]!)) report(other.line, 'person', `${key} has another name or birth date in row ${line}`);
    return { key, name: name.ok ? name.value : (row satisfies PersonName), birthDate: row.birth_date, posts: rows.map(post) };
  });
  return problems.length > 0 ? refused(problems) : ok(people);
}

function unitFinder(units: readonly UnitInTree<number>[]) {
  const byName = Map.groupBy(units, (unit) => unit.name);
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  return (name: string, parent: string | null): readonly UnitInTree<number>[] =>
    (byName.get(name) ?? []).filter((unit) => parent === null || (unit.parent !== null && byKey.get(unit.parent)?.name === parent));
}

function unitProblem(name: string, parent: string | null, count: number): string {
  const where = parent === null ? name : `${name} of ${parent}`;
  return count === 0 ? `${where} is no unit of the province` : `${where} is the name of ${count} units; say in parent which one`;
}

function isSamePerson(a: PersonRow, b: PersonRow): boolean {
  return displayName(a.row) === displayName(b.row) && a.row.birth_date === b.row.birth_date;
}
