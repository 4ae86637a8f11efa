import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '#config/schema.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { type FileProblem, formatFileProblem } from '#directory/org/file-problem.ts';
import type { Province } from '#directory/org/province.ts';
import { readNamingProfile, readProvinceFile } from '#directory/org/province-file.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const namingFolder = join(root, 'config/naming');

/** The configured province's files, checked; every problem is named by file, row and column. A relative path is the checkout's. */
export async function readProvince(config: Config): Promise<Province> {
  const file = isAbsolute(config.province) ? config.province : join(root, config.province);
  const read = await readProvinceFile({ file, namingFolder });
  if (!read.ok) throw unreadable('province', read.refusal);
  return read.value;
}

/** The naming profile that units of the installation name, as `config/naming` has it now. */
export async function readProfile(profileId: string): Promise<NamingProfile> {
  const read = await readNamingProfile(namingFolder, profileId);
  if (!read.ok) throw unreadable(`naming profile ${profileId}`, read.refusal);
  return read.value;
}

/** Every naming profile there is, by its id. */
export async function readProfiles(): Promise<ReadonlyMap<string, NamingProfile>> {
  const files = (await readdir(namingFolder)).filter((name) => name.endsWith('.yaml'));
  const profiles = await Promise.all(files.map((name) => readProfile(name.slice(0, -'.yaml'.length))));
  return new Map(profiles.map((profile) => [profile.id, profile]));
}

function unreadable(what: string, problems: readonly FileProblem[]): Error {
  return new Error(`the ${what} cannot be read:\n${problems.map((problem) => `  ${formatFileProblem(problem)}`).join('\n')}`);
}
