import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { namingProfileSchema } from './naming-profile.ts';
import { personMailboxName } from './person-mailbox-name.ts';
import { splitPersonName } from './person-name.ts';

const bacKan = namingProfileSchema.parse(parse(readFileSync(new URL('../../config/naming/bac-kan.yaml', import.meta.url), 'utf8')));

const named = (fullName: string, unitMailbox: string, people: Partial<typeof bacKan.people> = {}) => {
  const name = splitPersonName(fullName);
  if (!name.ok) return name;
  return personMailboxName({ ...bacKan, people: { ...bacKan.people, ...people } }, name.value, unitMailbox);
};

describe('personMailboxName', () => {
  it('refuses a reserved name where no unit follows it', () =>
    expect(named('Root', 'tt', { unit: 'none' })).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } }));

  it('refuses a name too long for a local part', () => expect(named('Nguyễn A', 'x'.repeat(63)).ok).toBe(false));

  it.each([
    ['Nguyễn Văn Anh', 'tt', 'anhnv.tt'],
    ['Hoàng Văn Thắng', 'duongquang.tx', 'thanghv.duongquang.tx'],
    ['Âu Dương Thị Hoa', 'chodon', 'hoaadt.chodon'],
    ['Giàng A Páo', 'pacnam', 'paoga.pacnam'],
    ['Đặng Đình Đức', 'nv', 'ducdd.nv'],
    ['Sáng', 'tt', 'sang.tt'],
  ])('%s in %s is %s', (fullName, unitMailbox, localPart) => expect(named(fullName, unitMailbox)).toEqual({ ok: true, value: localPart }));

  it('keeps to the parts as stored, not to the syllables', () =>
    expect(personMailboxName(bacKan, { family: 'Niê', middle: '', given: 'H’Hen Ni' }, 'tt')).toEqual({ ok: true, value: 'hhennin.tt' }));

  it.each([
    [{ name: 'initials-given' }, 'nvanh.tt'],
    [{ name: 'joined-name' }, 'nguyenvananh.tt'],
    [{ unit: 'before' }, 'tt.anhnv'],
    [{ unit: 'none' }, 'anhnv'],
    [{ name: 'joined-name', unit: 'none' }, 'nguyenvananh'],
  ] as const)('with %j Nguyễn Văn Anh is %s', (people, localPart) =>
    expect(named('Nguyễn Văn Anh', 'tt', people)).toEqual({ ok: true, value: localPart }),
  );

  it('gives a valid ASCII name, the same for NFC and NFD, or refuses', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aăâbcdđeêghiklmnoôơpqrstuưvxyỳếộữẵÂĐƯ -’'), maxLength: 40 });
    fc.assert(
      fc.property(letters, (fullName) => {
        const result = named(fullName, 'tt');
        expect(named(fullName.normalize('NFD'), 'tt').ok).toBe(result.ok);
        if (!result.ok) return;
        expect(result.value).toMatch(/^[a-z]+\.tt$/);
        expect(named(fullName.normalize('NFD'), 'tt')).toEqual(result);
      }),
    );
  });
});
