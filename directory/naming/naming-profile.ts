import type { z } from 'zod';
import { nameForms } from './name-forms.ts';
import { bothLanguages, listOf, oneOf, section, text, yesOrNo } from './profile-problem.ts';

const word = text(/\S/, 'một dòng chữ', 'some text').trim();
const words = listOf(word).default([]);
const mailboxName = text(
  /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
  'tên hộp thư: chữ thường a-z và số, giữa các phần là một dấu . - _',
  'a mailbox name: letters a-z and digits with single . - _ between',
);

// What stands for the unit itself: Sở Nội vụ is nv, snv (the kind word counts too) or noivu.
const ownPart = oneOf(['abbreviation', 'abbreviation-with-kind-word', 'joined-name']);
// Whether the mailbox of the unit above is part of the name.
const unitRule = section({ own: ownPart, parent: oneOf(['none', 'mailbox']) });
// Nothing stands above a province, so its mailbox can have no other in its name.
const rootRule = section({ own: ownPart, parent: oneOf(['none']) });

const perKind = <Root extends z.ZodType, Each extends z.ZodType>(root: Root, each: Each) =>
  section({ province: root, agency: each, 'mass-organisation': each, office: each, district: each, commune: each });

/** What to try when a name is taken: something added to the rule's own name, or the name written another way (`nameForms`). */
export const duplicateWays = ['ordinal', 'birth-year', 'birth-year-short', 'identity-digits', ...nameForms] as const;
export type DuplicateWay = (typeof duplicateWays)[number];

const people = section({
  /** Nguyễn Văn Anh: anhnv, nvanh, nguyenvananh. */
  name: oneOf(['given-initials', 'initials-given', 'joined-name']),
  /** Where the unit's mailbox stands: anhnv.tt, tt.anhnv, or not at all. */
  unit: oneOf(['after', 'before', 'none']),
  /** Best first. */
  duplicates: listOf(oneOf(duplicateWays)).min(1, {
    error: bothLanguages('cần ít nhất một cách phân biệt người trùng tên, ví dụ [ordinal]', 'needs at least one way, such as [ordinal]'),
  }),
  /** Digits of an identity number are personal data: `identity-digits` of `duplicates` is passed over unless this is true. */
  identityDigits: yesOrNo().default(false),
}).check(({ value, issues }) => {
  const problem = (path: string, vi: string, en: string) =>
    issues.push({ code: 'custom', input: value, path: path.split('.'), message: bothLanguages(vi, en) });
  for (const [index, way] of value.duplicates.entries())
    if (value.duplicates.indexOf(way) < index)
      problem(`duplicates.${index}`, `"${way}" đã có ở trên; bỏ đi`, `"${way}" stands above already; drop it`);
  if (value.identityDigits && !value.duplicates.includes('identity-digits'))
    problem(
      'identityDigits',
      'chỉ có nghĩa khi duplicates có identity-digits: thêm vào đó, hoặc để false',
      'means something only where duplicates has identity-digits: add it there, or say false',
    );
});

/** How one province names its mailboxes (REQ-DIR-7): `config/naming/<id>.yaml`, explained in docs/naming.md. */
export const namingProfileSchema = section({
  id: text(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'chữ thường và số nối bằng dấu -, như tên tệp',
    'lower-case words joined by hyphens, as the file is named',
  ),
  title: word,
  /** Number of the regulation that it comes from. */
  regulation: word.optional(),
  /** Between the parts of a mailbox name. */
  separator: oneOf(['.', '-', '_']),
  units: section({
    /** phongcn.tt (own-first) or tt.phongcn (parent-first), REQ-DIR-5. */
    order: oneOf(['own-first', 'parent-first']),
    rules: perKind(rootRule, unitRule),
    /** What a name begins with that says only what sort of unit it is. Compared with marks, without case. */
    kindWords: perKind(words, words),
    /** What a name ends with that says only of what level it is; left out of abbreviations. */
    levelWords: words,
    /** Left out of abbreviations. */
    connectives: words,
  }),
  people,
  /** Names the province keeps for itself, beside those of reserved-names.ts. */
  reserved: listOf(mailboxName).default([]),
});

export type NamingProfile = z.infer<typeof namingProfileSchema>;
