import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { namingProfileSchema } from './naming-profile.ts';

const bacKan = parse(readFileSync(new URL('../../config/naming/bac-kan.yaml', import.meta.url), 'utf8'));
const issuePaths = (profile: unknown) => namingProfileSchema.safeParse(profile).error?.issues.map(({ path }) => path.join('.'));

describe('namingProfileSchema', () => {
  it('refuses a key it does not know', () => expect(issuePaths({ ...bacKan, seperator: '.' })).toEqual(['']));

  it('names the key that is wrong', () =>
    expect(issuePaths({ ...bacKan, people: { ...bacKan.people, duplicates: ['shout'] } })).toEqual(['people.duplicates.0']));

  it('refuses a profile without a rule for a kind of unit', () => {
    const { commune: _, ...rules } = bacKan.units.rules;
    expect(issuePaths({ ...bacKan, units: { ...bacKan.units, rules } })).toEqual(['units.rules.commune']);
  });

  it('takes the one of Bắc Kạn', () => expect(issuePaths(bacKan)).toBeUndefined());
});
