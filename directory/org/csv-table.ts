import type { z } from 'zod';
import { ok, type Result, refused } from '#kernel/result.ts';
import { parseCsv } from './csv.ts';
import type { FileProblem } from './file-problem.ts';

export interface TableRow<Row> {
  readonly line: number;
  readonly row: Row;
}

/** A CSV file with a header line, each row checked by `schema`, whose keys are the columns. All problems at once, by row and column. */
export function readCsvTable<Schema extends z.ZodObject>(
  file: string,
  text: string,
  schema: Schema,
): Result<readonly TableRow<z.infer<Schema>>[], readonly FileProblem[]> {
  const parsed = parseCsv(text);
  if (!parsed.ok) return refused([{ file, row: parsed.refusal.line, column: null, message: parsed.refusal.message }]);
  const [header, ...records] = parsed.value;
  if (header === undefined) return refused([{ file, row: null, column: null, message: 'is empty' }]);
  const headerProblems = checkHeader(file, header.fields, schema);
  if (headerProblems.length > 0) return refused(headerProblems);

  const rows: TableRow<z.infer<Schema>>[] = [];
  const problems: FileProblem[] = [];
  for (const { line, fields } of records) {
    if (fields.length !== header.fields.length) {
      problems.push({ file, row: line, column: null, message: `has ${fields.length} fields, the header ${header.fields.length}` });
      continue;
    }
    const checked = schema.safeParse(Object.fromEntries(header.fields.map((column, index) => [column, fields[index]])));
    if (checked.success) rows.push({ line, row: checked.data });
    else problems.push(...checked.error.issues.map((issue) => ({ file, row: line, column: issue.path.join('.'), message: issue.message })));
  }
  return problems.length > 0 ? refused(problems) : ok(rows);
}

function checkHeader(file: string, columns: readonly string[], schema: z.ZodObject): readonly FileProblem[] {
  const problem = (column: string, message: string): FileProblem => ({ file, row: 1, column, message });
  const known = Object.entries(schema.shape);
  return [
    ...columns.filter((column) => !Object.hasOwn(schema.shape, column)).map((column) => problem(column, 'is no column of this file')),
    ...columns.filter((column, index) => columns.indexOf(column) !== index).map((column) => problem(column, 'stands twice')),
    ...known
      .filter(([column, field]) => !columns.includes(column) && !('safeParse' in field && field.safeParse(undefined).success))
      .map(([column]) => problem(column, 'is missing')),
  ];
}
