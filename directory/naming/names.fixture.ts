import fc from 'fast-check';
import { type PersonName, splitPersonName } from './person-name.ts';

const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
/** No tone, huyền, sắc, hỏi, ngã, nặng, as combining marks. */
const tones = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
const plainVowel: Readonly<Record<string, string>> = { ă: 'a', â: 'a', ê: 'e', ô: 'o', ơ: 'o', ư: 'u' };

/** Every letter of the Vietnamese alphabet with every tone it can bear, small and capital, in NFC, and what it folds to. */
export const vietnameseLetters: readonly (readonly [letter: string, folded: string])[] = [
  ...vowels.flatMap((vowel) => tones.map((tone) => [`${vowel}${tone}`.normalize('NFC'), plainVowel[vowel] ?? vowel] as const)),
  ...[...'bcdghklmnpqrstvx'].map((consonant) => [consonant, consonant] as const),
  ['đ', 'd'] as const,
].flatMap(([letter, folded]) => [
  [letter, folded],
  [letter.toUpperCase(), folded],
]);

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng'];
const middles = ['Văn', 'Thị', 'Đức', 'Thị Ngọc', 'Minh'];
const givens = ['Anh', 'Hùng', 'Hương', 'Linh', 'Dũng', 'Lan', 'Tuấn', 'Mai', 'Hà', 'Thảo'];

/** A hundred full names made of the commonest families, middle and given names: each family with each given name. */
export const commonNames: readonly string[] = families.flatMap((family, at) =>
  givens.map((given, index) => `${family} ${middles[(at + index) % middles.length]} ${given}`),
);

/** `count` people of those names, the first names oftener than the last as in life: the same people every time. */
export function* commonPeople(count: number): Iterable<PersonName & { readonly birthDate: string }> {
  let state = 20_100_812;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let index = 0; index < count; index += 1) {
    const at = Math.min(draw(commonNames.length), draw(commonNames.length));
    yield { ...named(commonNames[at]!), birthDate: `${1964 + draw(40)}-06-15` };
  }
}

/** Names of the region as they are written, and as they come out by the rule of Bắc Kạn without the unit. */
export const namesOfTheRegion: readonly (readonly [fullName: string, bare: string])[] = [
  ['Giàng A Páo', 'paoga'],
  ["H'Hen Niê", 'nieh'],
  ['H’Hen Niê', 'nieh'],
  ['H‘Hen Niê', 'nieh'],
  ['HʼHen Niê', 'nieh'],
  ['H`Hen Niê', 'nieh'],
  ["K'Sor", 'ksor'],
  ['K’Sor', 'ksor'],
  ['Y Bhăm Êban', 'ebanyb'],
  ['Y Ƀhăm Êƀan', 'ebanyb'],
  ['Ma Thị Dợ', 'domt'],
  ['Sùng Thị Mỷ', 'myst'],
  ['Triệu Mùi Phẩy', 'phaytm'],
  ['Bế Thị Ngọc Ánh', 'anhbtn'],
  ['Âu Dương Thị Hoa', 'hoaadt'],
  ['Nguyễn Thị Minh Khai', 'khaintm'],
  ['Công Tằng Tôn Nữ Hương', 'huongcttn'],
  ['Lò Văn Ơn', 'onlv'],
  ['Sáng', 'sang'],
  ['Lê Anh', 'anhl'],
  ['NGUYỄN VĂN ANH', 'anhnv'],
  ['nguyễn văn anh', 'anhnv'],
  ['nGUYỄN vĂN aNH', 'anhnv'],
  ['  Nguyễn \t Văn   Anh ', 'anhnv'],
  ['Nguyễn\u00A0Văn\u202FAnh\u00A0', 'anhnv'],
  ['\uFEFFNguyễn\u200BVăn Anh\u200D', 'anhnv'],
  ['Nguyễn Ngọc-Anh', 'ngocanhn'],
  ['Nguyễn-Văn-Anh', 'anhnv'],
  ['Nguyễn Văn - Anh', 'anhnv'],
];

const syllable = fc
  .array(fc.constantFrom(...vietnameseLetters.map(([letter]) => letter)), { minLength: 1, maxLength: 6 })
  .map((letters) => letters.join(''));
const gap = fc.constantFrom(' ', '  ', '\u00A0', '-', "'", '’', ' - ');

/** Anything that might be typed as a name, from one word to six, with the marks of either form. */
export const anyFullName = fc
  .tuple(fc.array(fc.tuple(syllable, gap), { minLength: 1, maxLength: 6 }), fc.constantFrom('NFC', 'NFD'))
  .map(([words, form]) =>
    words
      .flatMap(([word, after], index) => (index === words.length - 1 ? [word] : [word, after]))
      .join('')
      .normalize(form),
  );

/** The parts of a name that can be split; what cannot is a fault of the test. */
export function named(fullName: string): PersonName {
  const split = splitPersonName(fullName);
  if (!split.ok) throw new Error(`${fullName}: ${split.refusal.message}`);
  return split.value;
}
