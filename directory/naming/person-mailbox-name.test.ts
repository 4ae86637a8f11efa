import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFullName, named as split, vietnameseLetters } from './names.fixture.ts';
import { personMailboxName } from './person-mailbox-name.ts';
import { splitPersonName } from './person-name.ts';
import { profileIds, readProfile } from './profile.fixture.ts';

const bacKan = readProfile('bac-kan');

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

  it('keeps to the parts as put right by hand, not to the syllables', () => {
    expect(personMailboxName(bacKan, { family: 'Niê', middle: '', given: 'H’Hen Ni' }, 'tt')).toEqual({ ok: true, value: 'hhennin.tt' });
    expect(personMailboxName(bacKan, { family: 'Êban', middle: 'Y', given: 'Bhăm' }, 'tt')).toEqual({ ok: true, value: 'bhamey.tt' });
  });

  it.each([
    [{ name: 'initials-given' }, 'nvanh.tt'],
    [{ name: 'joined-name' }, 'nguyenvananh.tt'],
    [{ unit: 'before' }, 'tt.anhnv'],
    [{ unit: 'none' }, 'anhnv'],
    [{ name: 'joined-name', unit: 'none' }, 'nguyenvananh'],
  ] as const)('with %j Nguyễn Văn Anh is %s', (people, localPart) =>
    expect(named('Nguyễn Văn Anh', 'tt', people)).toEqual({ ok: true, value: localPart }),
  );

  it('takes every Vietnamese letter with every tone, in NFC and NFD', () => {
    for (const [letter, folded] of vietnameseLetters) {
      expect(named(`Nguyễn ${letter} ${letter}nh`, 'tt')).toEqual({ ok: true, value: `${folded}nhn${folded}.tt` });
      expect(named(`Nguyễn ${letter} ${letter}nh`.normalize('NFD'), 'tt')).toEqual({ ok: true, value: `${folded}nhn${folded}.tt` });
    }
  });

  it.each(profileIds)('gives a valid ASCII name, the same for NFC and NFD and every time, or refuses, by the profile of %s', (id) => {
    const profile = readProfile(id);
    fc.assert(
      fc.property(anyFullName, (fullName) => {
        const result = personMailboxName(profile, split(fullName), 'tt');
        expect(personMailboxName(profile, split(fullName.normalize('NFD')), 'tt')).toEqual(
          personMailboxName(profile, split(fullName.normalize('NFC')), 'tt'),
        );
        expect(personMailboxName(profile, split(fullName), 'tt')).toEqual(result);
        if (result.ok) expect(result.value).toMatch(/^[a-z]+(\.tt)?$/);
        else expect(result.refusal.kind).toMatch(/^(invalid|forbidden)$/);
      }),
    );
  });
});
