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

describe('i;unicode-casemap', () => {
  it('leaves case out and marks in', () => {
    expect(casemap('công')).toBe(casemap('CÔNG'));
    expect(casemap('cong') < casemap('công')).toBe(true);
    expect(casemap('cong')).not.toBe(casemap('công'));
  });
});
