import type { NamePartOrigin } from './name-forms.ts';
import type { NameProposal } from './propose-person-names.ts';
import type { UnitNameProposal } from './propose-unit-names.ts';

interface ProposalWording {
  readonly how: Readonly<Record<NameProposal['how'], string>>;
  readonly from: Readonly<Record<NamePartOrigin, string>>;
}

/** The words for each way and each part, for whoever lays a proposal out otherwise than `explainProposal`. */
export const proposalWording: Readonly<Record<'vi' | 'en', ProposalWording>> = {
  vi: {
    how: {
      rule: 'Theo quy tắc',
      ordinal: 'Thêm số thứ tự',
      'birth-year': 'Thêm năm sinh',
      'birth-year-short': 'Thêm hai số cuối của năm sinh',
      'identity-digits': 'Thêm các số cuối của số định danh',
      'given-initials': 'Tên, rồi chữ đầu của họ và tên đệm',
      'initials-given': 'Chữ đầu của họ và tên đệm, rồi tên',
      'joined-name': 'Viết liền cả họ và tên',
      'spelled-middle-name': 'Viết đủ tên đệm',
      'middle-name-first': 'Tên đệm viết đủ, đứng trước tên',
      'spelled-family-name': 'Viết đủ họ',
      'given-family': 'Tên và họ, bỏ tên đệm',
      'spelled-name': 'Tên, rồi họ và tên đệm viết đủ',
    },
    from: {
      given: 'tên',
      middle: 'tên đệm',
      family: 'họ',
      'middle-initials': 'chữ đầu của tên đệm',
      'family-initials': 'chữ đầu của họ',
      ordinal: 'số thứ tự',
      'birth-year': 'năm sinh',
      'identity-digits': 'số cuối của số định danh',
      unit: 'hộp thư của đơn vị',
    },
  },
  en: {
    how: {
      rule: 'By the rule',
      ordinal: 'An ordinal number added',
      'birth-year': 'The year of birth added',
      'birth-year-short': 'The last two digits of the year of birth added',
      'identity-digits': 'The last digits of the identity number added',
      'given-initials': 'Given name, then the initials of family and middle names',
      'initials-given': 'The initials of family and middle names, then the given name',
      'joined-name': 'The whole name joined',
      'spelled-middle-name': 'Middle name spelled out',
      'middle-name-first': 'Middle name spelled out, before the given name',
      'spelled-family-name': 'Family name spelled out',
      'given-family': 'Given and family name without the middle name',
      'spelled-name': 'Given name, then family and middle names spelled out',
    },
    from: {
      given: 'given name',
      middle: 'middle name',
      family: 'family name',
      'middle-initials': 'initials of the middle name',
      'family-initials': 'initials of the family name',
      ordinal: 'ordinal number',
      'birth-year': 'year of birth',
      'identity-digits': 'last digits of the identity number',
      unit: "the unit's mailbox",
    },
  },
};

/** In a sentence how a name was made (REQ-DIR-9): `Viết đủ tên đệm: anh (tên) + n (chữ đầu của họ) + van (tên đệm) + tt (…)`. */
export function explainProposal(proposal: Pick<NameProposal, 'how' | 'parts'>, language: 'vi' | 'en'): string {
  const { how, from } = proposalWording[language];
  return `${how[proposal.how]}: ${proposal.parts.map((part) => `${part.text} (${from[part.from]})`).join(' + ')}`;
}

/** The same for units. */
export const unitProposalWording: Readonly<Record<'vi' | 'en', Readonly<Record<UnitNameProposal['how'], string>>>> = {
  vi: {
    rule: 'Theo quy tắc, hay mã đã cho',
    'kind-word': 'Giữ cả từ chỉ loại đơn vị',
    'former-unit-above': 'Thêm hộp thư của đơn vị cấp trên trước đây',
    'spelled-name': 'Viết liền cả tên',
    ordinal: 'Thêm số thứ tự',
  },
  en: {
    rule: 'By the rule, or the code given',
    'kind-word': 'With the word for the kind of unit',
    'former-unit-above': 'The mailbox of the former unit above added',
    'spelled-name': 'The whole name joined',
    ordinal: 'An ordinal number added',
  },
};

/** How a unit's name was made. */
export function explainUnitProposal({ how }: Pick<UnitNameProposal, 'how'>, language: 'vi' | 'en'): string {
  return unitProposalWording[language][how];
}
