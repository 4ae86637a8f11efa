import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '#config/schema.ts';
import { formatFileProblem } from '#directory/org/file-problem.ts';
import type { Province } from '#directory/org/province.ts';
import { readProvinceFile } from '#directory/org/province-file.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const namingFolder = join(root, 'config/naming');

/** The configured province's files, checked; every problem is named by file, row and column. A relative path is the checkout's. */
export async function readProvince(config: Config): Promise<Province> {
  const file = isAbsolute(config.province) ? config.province : join(root, config.province);
  const read = await readProvinceFile({ file, namingFolder });
  if (!read.ok)
    throw new Error(`the province cannot be read:\n${read.refusal.map((problem) => `  ${formatFileProblem(problem)}`).join('\n')}`);
  return read.value;
}
