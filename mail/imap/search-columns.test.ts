import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForSearch } from '#mail/mime/fold-text.ts';
import { columnValues } from './search-columns.ts';

describe('texts of many messages', () => {
  it('are folded as each by itself, whatever they begin and end with', () => {
    const piece = fc.constantFrom('Công', ' ', '\t', '\u0301', '\0', 'Σ', 'đ', 'ﷺ', '😀', '\ud83d', 'x');
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        expect(columnValues('subject', texts)).toEqual(texts.map(foldForSearch));
      }),
    );
  });

  it('are addresses as a header shows them', () => {
    const address = { name: 'Đỗ Em', localPart: 'Em', domain: 'x.vn' };
    expect(
      columnValues('to', [
        [[address], ['Phòng']],
        [[], null],
      ]),
    ).toEqual(['phong:, do em <em@x.vn>', '']);
  });
});
