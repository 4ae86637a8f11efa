import { describe, expect, it } from 'vitest';
import type { AddressOwner } from '#directory/people/address-owner-sql.ts';
import { commandLimits } from './limits.ts';
import { proposedNamesJson, proposedNamesText } from './proposed-names-text.ts';

const taken = (localPart: string, more: Partial<AddressOwner> = {}): AddressOwner => ({
  ...{ localPart, owner: 'Nguyễn Văn Anh', addressKind: 'primary', accountKind: 'personal', accountState: 'active' },
  ...more,
});
const proposed = { name: 'Nguyễn Văn Anh', under: 'tt@backan.gov.vn', domain: 'backan.gov.vn', profileId: 'bac-kan' };
const free = [{ localPart: 'anhnv2.tt' }, { localPart: 'anhnvan.tt' }];
const explain = ({ localPart }: { localPart: string }, language: 'vi' | 'en') => `${localPart} ${language}`;
const lines = (owners: readonly AddressOwner[]) => proposedNamesText({ ...proposed, free, taken: owners }, explain).split('\n');

describe('proposed names', () => {
  it('are told best first with how each was made; of what is taken nothing where nothing is', () =>
    expect(lines([])).toEqual([
      'Nguyễn Văn Anh · tt@backan.gov.vn · bac-kan',
      '',
      'Còn trống, nên chọn từ trên xuống / free, best first:',
      '  anhnv2.tt@backan.gov.vn',
      '      anhnv2.tt vi',
      '      anhnv2.tt en',
      '  anhnvan.tt@backan.gov.vn',
      '      anhnvan.tt vi',
      '      anhnvan.tt en',
    ]));

  it.each([
    [taken('a'), 'đã cấp cho Nguyễn Văn Anh (đang dùng) / given to Nguyễn Văn Anh (in use)'],
    [taken('a', { accountState: 'locked' }), 'đã cấp cho Nguyễn Văn Anh (đang khoá) / given to Nguyễn Văn Anh (locked)'],
    [taken('a', { addressKind: 'alias' }), 'đã cấp cho Nguyễn Văn Anh (bí danh) / given to Nguyễn Văn Anh (alias)'],
    [
      taken('a', { addressKind: 'former', accountState: 'closed' }),
      'đã cấp cho Nguyễn Văn Anh (địa chỉ cũ, đã đóng) / given to Nguyễn Văn Anh (former address, closed)',
    ],
  ])('that are taken are told with whose they are: %o', (one, told) => expect(lines([one]).at(-1)).toBe(`  a@backan.gov.vn ${told}`));

  it('that are taken by hundreds are counted, and all of them in JSON', () => {
    const owners = Array.from({ length: commandLimits.takenToldMax + 3 }, (_, index) => taken(`anhnv${index + 2}.tt`));
    const told = lines(owners);
    expect(told.at(-1)).toBe('  … và 3 địa chỉ nữa / and 3 more');
    expect(told.filter((line) => line.includes('đã cấp cho'))).toHaveLength(commandLimits.takenToldMax);
    expect(lines(owners.slice(0, commandLimits.takenToldMax)).at(-1)).not.toMatch(/nữa/);
    expect(proposedNamesJson({ ...proposed, free, taken: owners }, explain)).toMatchObject({
      under: 'tt@backan.gov.vn',
      free: [{ address: 'anhnv2.tt@backan.gov.vn', explained: { vi: 'anhnv2.tt vi', en: 'anhnv2.tt en' } }, {}],
      taken: owners.map(({ localPart }) => ({ address: `${localPart}@backan.gov.vn`, owner: 'Nguyễn Văn Anh' })),
    });
  });
});
