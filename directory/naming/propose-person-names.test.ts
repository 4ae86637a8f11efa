import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type DuplicateWay, namingProfileSchema } from './naming-profile.ts';
import { proposePersonNames } from './propose-person-names.ts';

const bacKan = namingProfileSchema.parse(parse(readFileSync(new URL('../../config/naming/bac-kan.yaml', import.meta.url), 'utf8')));
const vanAnh = { name: { family: 'Nguyễn', middle: 'Văn', given: 'Anh' }, unitMailbox: 'tt' };
const taken =
  (...localParts: string[]) =>
  (localPart: string) =>
    localParts.includes(localPart);
const withWays = (...duplicates: DuplicateWay[]) => ({ ...bacKan, people: { ...bacKan.people, duplicates } });

describe('proposePersonNames', () => {
  it('never proposes a name that was ever given out', () =>
    expect(proposePersonNames(bacKan, vanAnh, taken('anhnv.tt', 'anhnv2.tt')).map(({ localPart }) => localPart)).toEqual([
      'anhnv3.tt',
      'anhnvan.tt',
      'anhnguyenvan.tt',
    ]));

  it('proposes nothing when nothing is free', () => expect(proposePersonNames(bacKan, vanAnh, () => true)).toEqual([]));

  it('does not use an identity number unless the profile says so', () => {
    const person = { ...vanAnh, identityDigits: '4711' };
    const ways = proposePersonNames(bacKan, person, taken('anhnv.tt')).map(({ how }) => how);
    expect(ways).not.toContain('identity-digits');
    expect(proposePersonNames(withWays('identity-digits'), person, taken('anhnv.tt'))).toEqual([
      { localPart: 'anhnv4711.tt', how: 'identity-digits' },
    ]);
  });

  it('does not use more of an identity number than its last digits', () =>
    expect(proposePersonNames(withWays('identity-digits'), { ...vanAnh, identityDigits: '006085001234' }, taken('anhnv.tt'))).toEqual([]));

  it("puts the rule's own name first while it is free", () =>
    expect(proposePersonNames(bacKan, vanAnh, taken())[0]).toEqual({ localPart: 'anhnv.tt', how: 'rule' }));

  it('ranks as the profile does and says how each was made', () =>
    expect(proposePersonNames(bacKan, { ...vanAnh, birthDate: '1985-02-03' }, taken('anhnv.tt'))).toEqual([
      { localPart: 'anhnv2.tt', how: 'ordinal' },
      { localPart: 'anhnv1985.tt', how: 'birth-year' },
      { localPart: 'anhnvan.tt', how: 'spelled-middle-name' },
      { localPart: 'anhnguyenvan.tt', how: 'spelled-name' },
    ]));

  it('has the birth year in two digits where the profile wants it', () =>
    expect(proposePersonNames(withWays('birth-year-short'), { ...vanAnh, birthDate: '1985-02-03' }, taken('anhnv.tt'))).toEqual([
      { localPart: 'anhnv85.tt', how: 'birth-year-short' },
    ]));

  it('never repeats itself, never gives a taken name, and answers the same twice', () => {
    const names = fc.subarray(['anhnv.tt', 'anhnv2.tt', 'anhnv3.tt', 'anhnv1985.tt', 'anhnvan.tt', 'anhnguyenvan.tt']);
    fc.assert(
      fc.property(names, (gone) => {
        const proposals = proposePersonNames(bacKan, { ...vanAnh, birthDate: '1985-02-03' }, taken(...gone));
        const localParts = proposals.map(({ localPart }) => localPart);
        expect(new Set(localParts).size).toBe(localParts.length);
        expect(localParts.filter((localPart) => gone.includes(localPart))).toEqual([]);
        expect(proposePersonNames(bacKan, { ...vanAnh, birthDate: '1985-02-03' }, taken(...gone))).toEqual(proposals);
      }),
    );
  });
});
