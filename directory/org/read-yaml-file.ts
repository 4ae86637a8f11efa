import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { FileProblem } from './file-problem.ts';
import { readTextFile } from './read-text-file.ts';

/** A YAML file checked by `schema`; every problem names the line or the key. */
export async function readYamlFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<Result<z.infer<Schema>, readonly FileProblem[]>> {
  const text = await readTextFile(file);
  if (!text.ok) return text;
  const document = parseDocument(text.value);
  if (document.errors.length > 0)
    return refused(
      document.errors.map((error) => ({
        file,
        row: error.linePos?.[0].line ?? null,
        column: null,
        message: error.message.split('\n')[0]!,
      })),
    );
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return ok(checked.data);
  return refused(checked.error.issues.map((issue) => ({ file, row: null, column: issue.path.join('.') || null, message: issue.message })));
}
