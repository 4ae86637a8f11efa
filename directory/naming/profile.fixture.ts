import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type NamingProfile, namingProfileSchema } from './naming-profile.ts';

const folder = new URL('../../config/naming/', import.meta.url);

/** The ids of every profile that is delivered. */
export const profileIds = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''))
  .toSorted();

export function profileText(id: string): string {
  return readFileSync(new URL(`${id}.yaml`, folder), 'utf8');
}

export function readProfile(id: string): NamingProfile {
  return namingProfileSchema.parse(parse(profileText(id)));
}
