import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEncodedWords, encodeHeaderText } from './encoded-word.ts';

describe('decoding encoded-words', () => {
  it.each([
    ['=?utf-8?X?abc?=', 'an unknown encoding'],
    ['=?no-such-charset?Q?abc?=', 'an unknown charset'],
    ['=?utf-8?Q?abc', 'no end'],
    ['=?utf-8?Q?a?b?=', 'a question mark inside'],
  ])('leaves %s as it is: %s', (text) => {
    expect(decodeEncodedWords(text)).toBe(text);
  });

  it.each([
    ['=?UTF-8?B?Vmnhu4d0?= Nam', 'Việt Nam'],
    ['=?utf-8?q?Vi=e1=bb=87t_Nam?=', 'Việt Nam'],
    ['=?utf-8*vi?Q?Vi=E1=BB=87t?=', 'Việt'],
    ['=?UTF-8?Q?a?= =?UTF-8?Q?b?=', 'ab'],
    ['=?UTF-8?Q?a?= b =?UTF-8?Q?c?=', 'a b c'],
    ['=?UTF-8?B?4buH?=\t=?iso-8859-1?Q?=E9?=', 'ệé'],
    ['=?utf-8?B?4bs=?= =?utf-8?B?hw==?=', 'ệ'],
    ['=?windows-1258?Q?=D0=E0_N=E3=DEng?=', 'Đà Nẵng'],
    ['=?utf-8?Q?50=, a=G1?=', '50=, a=G1'],
    ['x=?utf-8?Q?y?=z', 'xyz'],
    ['=?utf-8?Q??=', ''],
    ['=?x?Q?a?= =?utf-8?Q?b?=', '=?x?Q?a?= b'],
    ['=?utf-8?Q?=FF?=', '�'],
  ])('reads %s as %s', (text, expected) => {
    expect(decodeEncodedWords(text).normalize('NFC')).toBe(expected);
  });
});

describe('encoding header text', () => {
  it('leaves printable ASCII alone, unless it would read as an encoded-word', () => {
    expect(encodeHeaderText('Cong van 12')).toBe('Cong van 12');
    expect(decodeEncodedWords(encodeHeaderText('=?utf-8?Q?a?='))).toBe('=?utf-8?Q?a?=');
  });

  it('comes back as it was, in ASCII words of at most 75 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const encoded = encodeHeaderText(text);
        expect(encoded).toMatch(/^[\x20-\x7e]*$/);
        if (encoded !== text) for (const word of encoded.split(' ')) expect(word.length).toBeLessThanOrEqual(75);
        expect(decodeEncodedWords(encoded)).toBe(text);
      }),
    );
  });

  it('cuts no character in two', () => {
    for (const word of encodeHeaderText('Uỷ ban nhân dân tỉnh Bắc Kạn '.repeat(20)).split(' '))
      expect(decodeEncodedWords(word)).not.toContain('�');
  });
});
