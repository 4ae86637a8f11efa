import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmailAddress } from '#kernel/email-address.ts';
import { foldName } from './fold-name.ts';
import { proposalsWanted } from './limits.ts';
import { anyFullName, commonNames, commonPeople, named, namesOfTheRegion } from './names.fixture.ts';
import { type DuplicateWay, duplicateWays } from './naming-profile.ts';
import { profileIds, readProfile } from './profile.fixture.ts';
import { type PersonToPropose, proposePersonNames } from './propose-person-names.ts';
import { isReservedName } from './reserved-names.ts';

const bacKan = readProfile('bac-kan');
const vanAnh = { name: named('Nguyễn Văn Anh'), unitMailbox: 'tt' };
const taken =
  (...localParts: string[]) =>
  (localPart: string) =>
    localParts.includes(localPart);
const withWays = (...duplicates: DuplicateWay[]) => ({ ...bacKan, people: { ...bacKan.people, duplicates } });
const withDigits = { ...bacKan, people: { ...bacKan.people, duplicates: ['identity-digits' as const], identityDigits: true } };
const localParts = (...args: Parameters<typeof proposePersonNames>) => proposePersonNames(...args).map(({ localPart }) => localPart);
const inPlaceOf = (way: DuplicateWay, person: PersonToPropose) =>
  proposePersonNames(withWays(way), person, taken('anhnv.tt')).map(({ localPart, how }) => [localPart, how]);

describe('proposePersonNames', () => {
  it('never proposes a name that was ever given out', () =>
    expect(localParts(bacKan, vanAnh, taken('anhnv.tt', 'anhnv2.tt', 'vananhn.tt')).slice(0, 3)).toEqual([
      ...['anhnv3.tt', 'anhnvan.tt', 'anhnguyenv.tt'],
    ]));

  it('proposes nothing when nothing is free', () => expect(proposePersonNames(bacKan, vanAnh, () => true)).toEqual([]));

  it('proposes no reserved name, where the rule would make one', () => {
    const profile = { ...readProfile('nghe-an'), reserved: ['root3'] };
    expect(localParts(profile, { name: named('Root'), unitMailbox: 'tt' }, taken())).toEqual(['root2', 'root4', 'root5', 'root6', 'root7']);
    expect(localParts(profile, { name: named('Lê Mai'), unitMailbox: 'tt' }, taken())[0]).toBe('mail2');
  });

  it('proposes nothing that is too long', () =>
    expect(localParts(bacKan, { ...vanAnh, unitMailbox: 'x'.repeat(57) }, taken())).toEqual([
      ...[`anhnv.${'x'.repeat(57)}`, `anhnv2.${'x'.repeat(57)}`, `nvanh.${'x'.repeat(57)}`],
      ...[`anhnv3.${'x'.repeat(57)}`, `anhnv4.${'x'.repeat(57)}`],
    ]));

  it('does not use an identity number unless the profile says so', () => {
    const person = { ...vanAnh, identityDigits: '4711' };
    expect(localParts(withWays('identity-digits'), person, taken('anhnv.tt'))).toEqual([]);
    expect(localParts(withDigits, person, taken('anhnv.tt'))).toEqual(['anhnv4711.tt']);
  });

  it('does not use more of an identity number than its last digits', () =>
    expect(localParts(withDigits, { ...vanAnh, identityDigits: '006085001234' }, taken('anhnv.tt'))).toEqual([]));

  it('makes nothing of a birth date that is none', () =>
    expect(localParts(withWays('birth-year', 'birth-year-short'), { ...vanAnh, birthDate: '3.2.1985' }, taken('anhnv.tt'))).toEqual([]));

  it("puts the rule's own name first while it is free", () =>
    expect(proposePersonNames(bacKan, vanAnh, taken())[0]).toMatchObject({ localPart: 'anhnv.tt', how: 'rule' }));

  it('ranks as the profile does', () =>
    expect(localParts(bacKan, { ...vanAnh, birthDate: '1985-02-03' }, taken('anhnv.tt'))).toEqual([
      ...['anhnv2.tt', 'anhnvan.tt', 'vananhn.tt', 'anhnguyenv.tt', 'anhnguyenvan.tt', 'nvanh.tt', 'nguyenvananh.tt', 'anhnv1985.tt'],
    ]));

  it.each([
    ['birth-year', 'anhnv1985.tt'],
    ['birth-year-short', 'anhnv85.tt'],
    ['initials-given', 'nvanh.tt'],
    ['joined-name', 'nguyenvananh.tt'],
    ['spelled-middle-name', 'anhnvan.tt'],
    ['middle-name-first', 'vananhn.tt'],
    ['spelled-family-name', 'anhnguyenv.tt'],
    ['given-family', 'anhnguyen.tt'],
    ['spelled-name', 'anhnguyenvan.tt'],
  ] as const)('by %s offers %s', (way, localPart) =>
    expect(inPlaceOf(way, { ...vanAnh, birthDate: '1985-02-03' })).toEqual([[localPart, way]]),
  );

  it('goes on counting where the other ways give too few to choose from', () =>
    expect(localParts(bacKan, { name: named('Sáng'), unitMailbox: 'tt' }, taken('sang.tt', 'sang3.tt'))).toEqual([
      ...['sang2.tt', 'sang4.tt', 'sang5.tt', 'sang6.tt', 'sang7.tt'],
    ]));

  it('puts the unit and the separator where the profile has them', () => {
    const profile = { ...bacKan, separator: '-' as const, people: { ...bacKan.people, unit: 'before' as const } };
    const [first] = proposePersonNames(profile, vanAnh, taken('tt-anhnv'));
    expect(first).toMatchObject({ localPart: 'tt-anhnv2', parts: [{ from: 'unit' }, { from: 'given' }, {}, {}, { from: 'ordinal' }] });
  });

  it('says of every stretch what it was made from', () =>
    expect(proposePersonNames(withWays('birth-year-short'), { ...vanAnh, birthDate: '1985-02-03' }, taken('anhnv.tt'))[0]).toEqual({
      localPart: 'anhnv85.tt',
      how: 'birth-year-short',
      parts: [
        { from: 'given', text: 'anh' },
        { from: 'family-initials', text: 'n' },
        { from: 'middle-initials', text: 'v' },
        { from: 'birth-year', text: '85' },
        { from: 'unit', text: 'tt' },
      ],
    }));

  it.each(namesOfTheRegion)('takes %j, which is %s', (fullName, bare) => {
    const person = { name: named(fullName), unitMailbox: 'pacnam' };
    expect(localParts(bacKan, person, taken())[0]).toBe(`${bare}.pacnam`);
    expect(localParts(bacKan, person, taken(`${bare}.pacnam`)).length).toBeGreaterThanOrEqual(proposalsWanted);
  });
});

describe.each(profileIds)('proposePersonNames by the profile of %s', (id) => {
  const profile = readProfile(id);
  const openProfile = { ...profile, people: { ...profile.people, duplicates: [...duplicateWays], identityDigits: true } };

  it('gives valid, free, unreserved names that hold the given name, each once, the same for NFC and NFD and every time', () => {
    const facts = { unitMailbox: 'duongquang.tx', birthDate: '1985-02-03', identityDigits: '4711' };
    fc.assert(
      fc.property(anyFullName, fc.nat({ max: 12 }), fc.boolean(), (fullName, gone, isOpen) => {
        const person = { name: named(fullName), ...facts };
        const rule = isOpen ? openProfile : profile;
        const everUsed = new Set(localParts(rule, person, taken()).slice(0, gone));
        const proposals = proposePersonNames(rule, person, (localPart) => everUsed.has(localPart));
        expect(new Set(proposals.map(({ localPart }) => localPart)).size).toBe(proposals.length);
        for (const { localPart, parts } of proposals) {
          expect(localPart).toMatch(/^[a-z0-9]+(\.[a-z0-9]+)*$/);
          expect(parseEmailAddress(`${localPart}@backan.gov.vn`)).toEqual({ ok: true, value: { localPart, domain: 'backan.gov.vn' } });
          expect(isReservedName(localPart, rule.reserved)).toBe(false);
          expect(everUsed.has(localPart)).toBe(false);
          expect(localPart).toContain(foldName(person.name.given));
          expect(localPart.replaceAll('.', '')).toBe(parts.map(({ text }) => text.replaceAll('.', '')).join(''));
        }
        const decomposed = { ...person, name: named(fullName.normalize('NFD')) };
        expect(proposePersonNames(rule, decomposed, (localPart) => everUsed.has(localPart))).toEqual(proposals);
      }),
    );
  });
});

// One profile of each sort: with and without the unit, counted, by year of birth.
describe.each(['bac-kan', 'nghe-an', 'dong-thap'])('proposePersonNames by the profile of %s', (id) => {
  const profile = readProfile(id);

  it('leaves enough to choose from after 10,000 people of the hundred commonest names in one unit', () => {
    const everUsed = new Set<string>();
    const isTaken = (localPart: string) => everUsed.has(localPart);
    let fewest = Number.POSITIVE_INFINITY;
    for (const { birthDate, ...name } of commonPeople(10_000)) {
      const proposals = proposePersonNames(profile, { name, unitMailbox: 'tt', birthDate }, isTaken);
      fewest = Math.min(fewest, proposals.length);
      everUsed.add(proposals[0]!.localPart);
    }
    expect(fewest).toBeGreaterThanOrEqual(proposalsWanted);
    expect(everUsed.size).toBe(10_000);
    for (const fullName of commonNames) {
      const proposals = proposePersonNames(profile, { name: named(fullName), unitMailbox: 'tt' }, isTaken);
      expect(proposals.length).toBeGreaterThanOrEqual(proposalsWanted);
      expect(proposals.filter(({ localPart }) => everUsed.has(localPart))).toEqual([]);
    }
  });
});
