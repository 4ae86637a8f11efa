import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type NamingProfile, namingProfileSchema } from '#directory/naming/naming-profile.ts';
import { domainOctetsMax } from '#kernel/email-address.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { FileProblem } from './file-problem.ts';
import { fileProblemsMax } from './limits.ts';
import type { Province, ProvincePerson } from './province.ts';
import { readPeople } from './province-people.ts';
import { readUnits } from './province-units.ts';
import { readTextFile } from './read-text-file.ts';
import { readYamlFile } from './read-yaml-file.ts';

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const domainName = z
  .string()
  .max(domainOctetsMax)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'a mail domain in lower case');
// Beside province.yaml, not anywhere on the machine.
const besideName = z.string().regex(/^[\w-][\w.-]*\.csv$/, 'the name of a .csv file beside this one');

const provinceSchema = z.strictObject({
  id,
  name: z.string().trim().min(1),
  domains: z.array(domainName).min(1),
  suffix: z.string().regex(/^dc=[a-z0-9-]+(?:,dc=[a-z0-9-]+)*$/, 'dc=…,dc=…'),
  namingProfile: id,
  units: besideName,
  people: besideName.optional(),
});

/** Reads `province.yaml` and the files it names. `namingFolder`: where the profiles are, `config/naming` of the program. */
export async function readProvinceFile(input: {
  readonly file: string;
  readonly namingFolder: string;
}): Promise<Result<Province, readonly FileProblem[]>> {
  const province = await readProvince(input.file, input.namingFolder);
  return province.ok ? province : refused(province.refusal.slice(0, fileProblemsMax));
}

/** A profile by its id, from the folder of profiles. */
export async function readNamingProfile(namingFolder: string, profileId: string): Promise<Result<NamingProfile, readonly FileProblem[]>> {
  const file = join(namingFolder, `${profileId}.yaml`);
  const profile = await readYamlFile(file, namingProfileSchema);
  if (profile.ok && profile.value.id !== profileId)
    return refused([{ file, row: null, column: 'id', message: `must be ${profileId}, as the file is named` }]);
  return profile;
}

async function readProvince(file: string, namingFolder: string): Promise<Result<Province, readonly FileProblem[]>> {
  const head = await readYamlFile(file, provinceSchema);
  if (!head.ok) return head;
  const { namingProfile, units: unitsName, people: peopleName, ...facts } = head.value;
  const profile = await readNamingProfile(namingFolder, namingProfile);
  if (!profile.ok) return profile;

  const unitsFile = join(dirname(file), unitsName);
  const unitsText = await readTextFile(unitsFile);
  if (!unitsText.ok) return unitsText;
  const units = readUnits(unitsFile, unitsText.value, { profile: profile.value, domains: facts.domains });
  if (!units.ok) return units;

  const people =
    peopleName === undefined ? ok<readonly ProvincePerson[]>([]) : await readPeopleFile(join(dirname(file), peopleName), units.value);
  return people.ok ? ok({ ...facts, profile: profile.value, units: units.value, people: people.value }) : people;
}

async function readPeopleFile(file: string, units: Province['units']): Promise<Result<readonly ProvincePerson[], readonly FileProblem[]>> {
  const text = await readTextFile(file);
  return text.ok ? readPeople(file, text.value, units) : text;
}
