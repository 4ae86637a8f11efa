import { describe, expect, it } from 'vitest';
import { emptyFields, requestOf } from './event.ts';

const post = { ...emptyFields, unitId: 5, title: ' Phó Trưởng phòng ' };

describe('what the server is asked to plan', () => {
  it('leaves out what was not told', () => {
    expect(requestOf('transfer', 'anhnv.tt@backan.gov.vn', post)).toEqual({
      do: 'transfer',
      person: 'anhnv.tt@backan.gov.vn',
      posts: [{ unit: '#5', title: 'Phó Trưởng phòng', capacity: 'full' }],
      ifHeaded: 'refuse',
      oldAddresses: 'forever',
      addresses: 'renew',
      notify: true,
    });
    expect(requestOf('suspend', 'a@b.vn', emptyFields)).toEqual({ do: 'suspend', person: 'a@b.vn', notify: true });
  });

  it('has all that was told', () => {
    const fields = {
      ...post,
      kind: 'head',
      ifHeaded: 'replace',
      address: 'anh2.tc@backan.gov.vn',
      oldUntil: '2027-01-31',
      until: '2028-01-01',
    } as const;
    expect(requestOf('transfer', 'a@b.vn', { ...fields, keepsAddress: true, reason: ' QĐ 12 ', notify: false })).toEqual({
      do: 'transfer',
      person: 'a@b.vn',
      posts: [{ unit: '#5', title: 'Phó Trưởng phòng', capacity: 'full', kind: 'head', until: '2028-01-01' }],
      ifHeaded: 'replace',
      address: 'anh2.tc',
      oldAddresses: '2027-01-31',
      addresses: 'keep',
      reason: 'QĐ 12',
      notify: false,
    });
    const lent = { ...emptyFields, keptDays: 30, lendTo: 'b@b.vn', lendUntil: '2026-12-31' };
    expect(requestOf('leave', 'a@b.vn', lent)).toEqual({
      do: 'leave',
      person: 'a@b.vn',
      keptDays: 30,
      lend: { to: 'b@b.vn', until: '2026-12-31' },
      notify: true,
    });
  });

  it.each([
    ['Nguyễn Văn Anh', false, { family: 'Nguyễn', middle: 'Văn', given: 'Anh' }],
    ['Âu Dương Thị Hoa', false, { family: 'Âu', middle: 'Dương Thị', given: 'Hoa' }],
    ['Sùng Páo', false, { family: 'Sùng', middle: '', given: 'Páo' }],
    ['Anh', false, { family: '', middle: '', given: 'Anh' }],
    ['Âu Dương Thị Hoa', false, { family: 'Âu Dương', middle: 'Thị', given: 'Hoa' }, 'Âu Dương'],
    ["H'Hen Niê", true, { given: "H'Hen", family: 'Niê', order: 'given-first' }],
  ])('takes the name %s apart', (fullName, givenFirst, name, family = '') => {
    const asked = requestOf('appoint', null, { ...post, fullName, givenFirst, family });
    expect(asked).toMatchObject({ do: 'appoint', person: { name, birthDate: null, isNamesake: false } });
  });
});
