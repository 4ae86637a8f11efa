import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { TableEncoding } from '#directory/bulk/decode-text.ts';
import { requestLimits } from '#directory/requests/limits.ts';
import { headingOf } from '#directory/requests/line-columns.ts';
import type { FiledLine, RowProblem } from '#directory/requests/read-line-file.ts';
import { readLinesApart } from '#directory/requests/read-lines.ts';
import type { LineProblem } from '#directory/requests/request.ts';
import { requestLineSchema } from '#directory/requests/request-line.ts';
import { textInBoth } from '#kernel/refusal.ts';

/** The lines of a file: XLSX, CSV or JSON; fails with everything that is wrong with it. */
export async function readFileOfLines(file: string, encoding?: TableEncoding): Promise<readonly FiledLine[]> {
  if ((await stat(file)).size > requestLimits.fileOctetsMax) throw new Error(`${file}: quá lớn / too large`);
  const octets = await readFile(file);
  if (/^[\uFEFF\s]*[[{]/.test(octets.toString('utf8', 0, 64))) return fromJson(file, octets.toString('utf8'));
  const read = await readLinesApart(octets, encoding);
  if (read.ok) return read.value;
  throw new Error([`${file}:`, ...read.refusal.map(rowProblemLine)].join('\n'));
}

const jsonFile = z.union([
  z.array(requestLineSchema),
  z.strictObject({ lines: z.array(requestLineSchema) }).transform(({ lines }) => lines),
]);

function fromJson(file: string, text: string): readonly FiledLine[] {
  const read = jsonFile.safeParse(jsonOf(file, text));
  if (read.success) return read.data.map((line, index) => ({ row: index + 1, line }));
  throw new Error([`${file}:`, ...read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)].join('\n'));
}

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file}: không phải JSON / is not JSON`, { cause });
  }
}

function rowProblemLine({ row, column, ...said }: RowProblem): string {
  const at = [...(row === null ? [] : [`dòng / row ${row}`]), ...(column === null ? [] : [`cột / column “${column}”`])].join(', ');
  return `  ${at}${at === '' ? '' : ': '}${textInBoth(said)}`;
}

/** What is wrong with a list that was read well: at the rows of its file, where it came from one. */
export function lineProblemsText(problems: readonly LineProblem[], lines: readonly FiledLine[] = []): string {
  return problems
    .map(({ line, column, vi, en }) => rowProblemLine({ row: lines[line - 1]?.row ?? line, column: headingOf(column), vi, en }))
    .join('\n');
}
