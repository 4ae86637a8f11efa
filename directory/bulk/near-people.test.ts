import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonId, UnitId } from '#kernel/ids.ts';
import { isOneSlipApart, NearPeople } from './near-people.ts';

const unit = (id: number) => id as UnitId;
const known = (name: string, birthDate: string | null, unitId: number) => ({
  ...{ personId: 1 as PersonId, name, searchKey: name.toLowerCase(), birthDate, address: 'a@b.vn', unitIds: [unit(unitId)] },
});
const like = (one: ReturnType<typeof known>, name: string, birthDate: string | null, unitId: number) =>
  new NearPeople([one]).of({ searchKey: name.toLowerCase(), name, birthDate, unitId: unit(unitId) }).map(({ how }) => how);

describe('somebody new', () => {
  it.each([
    ['of another day of birth', known('Le Ngoc', '1980-01-01', 1), 'Le Ngoc', '1980-01-02', 1],
    ['two letters off', known('Le Ngoc', '1980-01-01', 1), 'Le Ngooch', '1980-01-01', 1],
    ['one letter off, elsewhere and of no known day', known('Le Ngoc', null, 1), 'Le Ngocs', null, 2],
  ] as const)('is not somebody known: %s', (_, one, name, birthDate, unitId) => {
    expect(like(one, name, birthDate, unitId)).toEqual([]);
  });

  it.each([
    ['of the same name and day anywhere', known('Le Ngoc', '1980-01-01', 1), 'Le Ngoc', '1980-01-01', 2, 'sure'],
    ['of the same name in the same unit', known('Le Ngoc', null, 1), 'Le Ngoc', '1980-01-01', 1, 'sure'],
    ['one letter off, of the same day and unit', known('Le Ngoc', '1980-01-01', 1), 'Le Ngco', '1980-01-01', 1, 'sure'],
    ['of the same name elsewhere, the day unknown', known('Le Ngoc', null, 1), 'Le Ngoc', '1980-01-01', 2, 'maybe'],
    ['one letter off in the same unit', known('Le Ngoc', null, 1), 'Le Ngocs', null, 1, 'maybe'],
    ['one letter off and of the same day', known('Le Ngoc', '1980-01-01', 1), 'Le Ngo', '1980-01-01', 2, 'maybe'],
  ] as const)('may be somebody known: %s', (_, one, name, birthDate, unitId, how) => {
    expect(like(one, name, birthDate, unitId)).toEqual([how]);
  });
});

describe('one slip', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });

  it('is what the definition says, whichever way round', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(isOneSlipApart(one, other)).toBe(slips(one).has(other) && one !== other);
        expect(isOneSlipApart(other, one)).toBe(isOneSlipApart(one, other));
      }),
    );
  });
});

/** All that one letter more, less, other, or two swapped make of a word. */
function slips(word: string): ReadonlySet<string> {
  const places = [...word, ''].map((_, at) => [word.slice(0, at), word.slice(at)] as const);
  return new Set(
    places.flatMap(([left, right]) => [
      ...(right === '' ? [] : [left + right.slice(1)]),
      ...(right.length < 2 ? [] : [left + right[1] + right[0] + right.slice(2)]),
      ...['a', 'b', 'c'].flatMap((letter) => [left + letter + right, ...(right === '' ? [] : [left + letter + right.slice(1)])]),
    ]),
  );
}
