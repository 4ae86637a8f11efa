import { z } from 'zod';
import { findClashes } from '#directory/naming/clash.ts';
import { nameUnits, type UnitInTree } from '#directory/naming/name-units.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import { unitCodeShape } from '#directory/naming/unit-mailbox-name.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { readCsvTable, type TableRow } from './csv-table.ts';
import type { FileProblem } from './file-problem.ts';

const optional = z
  .string()
  .trim()
  .default('')
  .transform((text) => text || null);

const unitRowSchema = z.object({
  name: z.string().trim().min(1, 'a unit needs a name'),
  kind: z.enum(unitKinds),
  parent: optional,
  code: optional.refine((code) => code === null || unitCodeShape.test(code), 'letters a-z and digits with single . - _ between'),
  domain: optional,
  note: z.string().default(''),
});
type UnitRow = TableRow<z.infer<typeof unitRowSchema>>;

/** Reads and checks units.csv: parents exist, domains are the province's, every unit gets an address and no two the same. */
export function readUnits(
  file: string,
  text: string,
  province: { readonly profile: NamingProfile; readonly domains: readonly string[] },
): Result<readonly UnitInTree<number>[], readonly FileProblem[]> {
  const table = readCsvTable(file, text, unitRowSchema);
  if (!table.ok) return table;
  const problems: FileProblem[] = [];
  const report = (row: number, column: string, message: string) => problems.push({ file, row, column, message });

  const linesByName = Map.groupBy(table.value, ({ row }) => row.name);
  const units = table.value.map(({ line, row }): UnitInTree<number> => {
    if (row.domain !== null && !province.domains.includes(row.domain)) report(line, 'domain', `${row.domain} is no domain of the province`);
    const parents = row.parent === null ? [] : (linesByName.get(row.parent) ?? []);
    if (row.parent !== null && parents.length !== 1) report(line, 'parent', parentProblem(row.parent, parents));
    return { key: line, parent: parents[0]?.line ?? null, kind: row.kind, name: row.name, code: row.code, domain: row.domain };
  });
  if (problems.length > 0) return refused(problems);

  const mailboxes = nameUnits(province.profile, units);
  if (!mailboxes.ok) {
    for (const { key, refusal } of mailboxes.refusal)
      report(key, 'name', refusal.detail ? `${refusal.message}: ${refusal.detail}` : refusal.message);
    return refused(problems);
  }
  for (const { localPart, domain, keys } of findClashes(mailboxes.value))
    report(keys[1]!, 'name', `would get ${localPart}@${domain}, like row ${keys[0]}; give one of them a code`);
  return problems.length > 0 ? refused(problems) : ok(units);
}

function parentProblem(parent: string, found: readonly UnitRow[]): string {
  return found.length === 0 ? `${parent} is no unit of this file` : `${parent} is the name of ${found.length} units`;
}
