import { describe, expect, it } from 'vitest';
import { explainProposal, explainUnitProposal, proposalWording } from './explain-proposal.ts';
import { namePartOrigins } from './name-forms.ts';
import { named } from './names.fixture.ts';
import { duplicateWays } from './naming-profile.ts';
import { readProfile } from './profile.fixture.ts';
import { proposePersonNames } from './propose-person-names.ts';
import { unitWays } from './propose-unit-names.ts';

describe('explainProposal', () => {
  const person = { name: named('Nguyễn Văn Anh'), unitMailbox: 'tt' };
  const proposals = proposePersonNames(readProfile('bac-kan'), person, (localPart) => localPart === 'anhnv.tt');

  it('says in Vietnamese how a name was made', () =>
    expect(proposals.slice(0, 3).map((proposal) => explainProposal(proposal, 'vi'))).toEqual([
      'Thêm số thứ tự: anh (tên) + n (chữ đầu của họ) + v (chữ đầu của tên đệm) + 2 (số thứ tự) + tt (hộp thư của đơn vị)',
      'Viết đủ tên đệm: anh (tên) + n (chữ đầu của họ) + van (tên đệm) + tt (hộp thư của đơn vị)',
      'Tên đệm viết đủ, đứng trước tên: van (tên đệm) + anh (tên) + n (chữ đầu của họ) + tt (hộp thư của đơn vị)',
    ]));

  it('says it in English', () =>
    expect(explainProposal(proposals[1]!, 'en')).toBe(
      "Middle name spelled out: anh (given name) + n (initials of the family name) + van (middle name) + tt (the unit's mailbox)",
    ));

  it.each(['vi', 'en'] as const)('has different words for every way and every part in %s', (language) => {
    const { how, from } = proposalWording[language];
    expect(new Set(Object.values(how)).size).toBe(duplicateWays.length + 1);
    expect(new Set(Object.values(from)).size).toBe(namePartOrigins.length);
  });
});

describe('explainUnitProposal', () => {
  it.each(['vi', 'en'] as const)('has different words for every way in %s', (language) =>
    expect(new Set((['rule', ...unitWays] as const).map((how) => explainUnitProposal({ how }, language))).size).toBe(unitWays.length + 1),
  );
});
