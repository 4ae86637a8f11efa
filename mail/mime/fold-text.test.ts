import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casemap, foldForSearch } from './fold-text.ts';

describe('folding for SEARCH', () => {
  it.each([
    ['Công văn', 'cong van'],
    ['CÔNG VĂN'.normalize('NFD'), 'cong van'],
    ['Đường Nguyễn Huệ, Quận Ủy', 'duong nguyen hue, quan uy'],
    ['hai\r\n\t dòng', 'hai dong'],
    ['ﬁle №1', 'file no1'],
    ['1352/2010/QĐ-UBND', '1352/2010/qd-ubnd'],
    ['a\u00a0b', 'a b'],
  ])('%s', (text, folded) => {
    expect(foldForSearch(text)).toBe(folded);
    expect(foldForSearch(folded)).toBe(folded);
  });
});

describe('folding by table', () => {
  it('gives what the rule gives, whatever the text', () => {
    const rule = (text: string) =>
      text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replace(/đ/g, 'd')
        .replace(/Đ/g, 'D')
        .toLowerCase()
        .replace(/\s+/g, ' ');
    const vietnamese = fc.constantFrom(
      ...'aạàáĐđươợỗÂ ệỹ\u0301\u00a0\r\n\u200b'.normalize('NFC'),
      'ﬁ',
      '½',
      '…',
      '“',
      '😀',
      'ß',
      'ｱ',
      '한',
    );
    const texts = fc.oneof(fc.string({ unit: vietnamese }), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(texts, (text) => foldForSearch(text) === rule(text)));
  });
});

describe('i;unicode-casemap', () => {
  it('leaves case out and marks in', () => {
    expect(casemap('công')).toBe(casemap('CÔNG'));
    expect(casemap('cong') < casemap('công')).toBe(true);
    expect(casemap('cong')).not.toBe(casemap('công'));
  });
});
