import { expect, it } from 'vitest';
import { nameToPropose, ruleOf } from './proposed-name.ts';

const fields = { fullName: '', birthDate: '', givenFirst: false };
const explained = { vi: '', en: '' };
const proposal = (address: string) => ({ address, localPart: address.split('@')[0]!, how: 'full', explained });

it('nobody is named by one word, and blanks are no part of a name', () => {
  expect(nameToPropose(fields, undefined)).toBeUndefined();
  expect(nameToPropose({ ...fields, fullName: 'Nguyễn ' }, undefined)).toBeUndefined();
  expect(nameToPropose({ ...fields, fullName: ' Nguyễn  Văn Anh ', birthDate: '1990-01-02' }, undefined)).toEqual({
    ...{ name: 'Nguyễn Văn Anh', born: '1990-01-02', givenFirst: false },
  });
});

it('of who is there the order of the name is known', () => {
  const person = { name: 'H’Hen Niê', given: 'H’Hen', family: 'Niê', addresses: [], record: null };
  expect(nameToPropose(fields, person)).toMatchObject({ givenFirst: true });
  expect(nameToPropose(fields, { ...person, name: 'Anh Văn Anh', given: 'Anh', family: 'Anh' })).toMatchObject({ givenFirst: false });
});

it('a name is free, taken, or theirs already', () => {
  const free = [proposal('anhnv.nv@tinh.gov.vn')];
  const taken = [{ address: 'anh.nv@tinh.gov.vn', owner: 'Nguyễn Văn Anh' }];
  expect(ruleOf({ free, taken: [] }, undefined)).toEqual({ is: 'free', address: 'anhnv.nv@tinh.gov.vn' });
  expect(ruleOf({ free, taken }, undefined)).toEqual({ is: 'taken' });
  const addresses = [{ address: 'anh.nv@tinh.gov.vn', kind: 'primary' as const, until: null }];
  expect(ruleOf({ free, taken }, { addresses })).toEqual({ is: 'stays', address: 'anh.nv@tinh.gov.vn' });
});
