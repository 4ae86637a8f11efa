import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, initialsOf, searchKey, syllablesOf } from './fold-name.ts';
import { vietnameseLetters } from './names.fixture.ts';

describe('foldName', () => {
  it.each([
    ['Chợ Đồn', 'chodon'],
    ['Đồng Phúc', 'dongphuc'],
    ['Nguyễn Thị Minh Khai', 'nguyenthiminhkhai'],
    ['ƯỠN Ợ ữ', 'uonou'],
    ["H'Hen Niê", 'hhennie'],
    ['K’Brêu', 'kbreu'],
    ['Ðức', 'duc'], // eth for Đ
    ['Ɖức', 'duc'], // African D for Đ
    ['Ƀhăm', 'bham'],
    ['Phường 5', 'phuong5'],
    ['  ,-  ', ''],
  ])('makes %j into %j', (text, folded) => expect(foldName(text)).toBe(folded));

  it('gives one letter from a to z for every Vietnamese letter with every tone', () => {
    expect(vietnameseLetters).toHaveLength(2 * (12 * 6 + 17));
    for (const [letter, folded] of vietnameseLetters)
      expect([letter, foldName(letter), foldName(letter.normalize('NFD'))]).toEqual([letter, folded, folded]);
  });

  it('drops letters of other scripts rather than let them through', () => expect(foldName('Аня 李 anh')).toBe('anh'));

  it('gives a-z0-9 only, the same for NFC and NFD, and does not change what it gave', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldName(text);
        expect(folded).toMatch(/^[a-z0-9]*$/);
        expect(foldName(text.normalize('NFD'))).toBe(foldName(text.normalize('NFC')));
        expect(foldName(folded)).toBe(folded);
      }),
    );
  });
});

describe('searchKey', () => {
  it('finds a name without its marks, with single spaces', () =>
    expect(searchKey('  Sở Thông tin  và\tTruyền thông ')).toBe('so thong tin va truyen thong'));

  it('lets d find đ', () => expect(searchKey('Đặng Đình Đô')).toBe('dang dinh do'));

  it('reads the two placings of a tone mark alike', () => expect(searchKey('Uỷ ban Hoà Bình')).toBe(searchKey('Ủy ban Hòa Bình')));

  it('makes punctuation a space', () =>
    expect(searchKey('Sở Lao động - Thương binh và Xã hội, 1352/2010/QĐ-UBND')).toBe(
      'so lao dong thuong binh va xa hoi 1352 2010 qd ubnd',
    ));

  it('keeps the letters of other scripts', () => expect(searchKey('Иван 李')).toBe('иван 李'));

  it('is the same for NFC and NFD and has no doubled or outer space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const key = searchKey(text);
        expect(searchKey(text.normalize('NFD'))).toBe(searchKey(text.normalize('NFC')));
        expect(key).not.toMatch(/^ | {2}| $/);
      }),
    );
  });
});

describe('syllablesOf', () => {
  it('parts at spaces and punctuation, and keeps an apostrophe inside', () =>
    expect(syllablesOf("Lao động - Thương binh, Bắc-Kạn H'Hen")).toEqual(['Lao', 'động', 'Thương', 'binh', 'Bắc', 'Kạn', "H'Hen"]));

  it.each([..."'’‘ʼ`´′＇"])('keeps %s inside, whichever apostrophe was typed', (apostrophe) =>
    expect(syllablesOf(`H${apostrophe}Hen Niê`)).toEqual([`H${apostrophe}Hen`, 'Niê']),
  );

  it('gives NFC whatever it is given', () => expect(syllablesOf('Chợ Đồn'.normalize('NFD'))).toEqual(['Chợ', 'Đồn']));

  it('leaves out what no address could be made of', () => expect(syllablesOf("李 ' Anh")).toEqual(['Anh']));
});

describe('initialsOf', () => {
  it('takes the first folded letter of each', () => expect(initialsOf(['Đầu', 'tư', "'Ân"])).toBe('dta'));
});
