import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, legacyFontOf } from './decode-text.ts';
import { isVietnameseSyllable } from './vietnamese-syllable.ts';

const corpus = (name: string) => readFileSync(new URL(`../../test/corpus/bulk/${name}`, import.meta.url));
const names = /Nguyễn Văn Ánh.*TRẦN THỊ HƯỜNG.*Đặng Quốc Việt/s;

describe('text in the encoding of an old font', () => {
  it.each([
    ['tcvn3.csv', 'tcvn3', 'TCVN3 (ABC, .VnTime)'],
    ['tcvn3-as-latin.csv', 'tcvn3', 'TCVN3 (ABC, .VnTime)'],
    ['vni.csv', 'vni', 'VNI-Windows (VNI-Times)'],
  ] as const)('is not taken but named, with a line as it would read: %s', (file, seems, named) => {
    const decoded = decodeText(corpus(file));
    expect(decoded).toMatchObject({ ok: false, refusal: { seems } });
    const { en, vi } = (decoded as { refusal: { en: string; vi: string } }).refusal;
    expect(en).toContain(named);
    expect(en).toMatch(/it reads “Họ và tên[;,]Ngày sinh[;,]Đơn vị[;,]Chức vụ”/);
    expect(vi).toContain(`--encoding ${seems}`);
  });

  it.each([
    ['tcvn3.csv', 'tcvn3'],
    ['tcvn3-as-latin.csv', 'tcvn3'],
    ['vni.csv', 'vni'],
  ] as const)('is converted where it is asked for: %s', (file, encoding) => {
    const decoded = decodeText(corpus(file), encoding);
    expect(decoded.ok && decoded.value.text).toMatch(/Nguyễn Văn [áÁ]nh.*TRẦN THỊ HƯỜNG.*Đặng Quốc Việt/s);
  });

  it.each(['Giàng A Páo', "H'Hen Niê", 'Y Moan Êñuôl', 'Nguyễn Văn Ánh', 'José', 'Müller', 'Sở Y tế', ''])(
    'is not seen where there is none: %s',
    (text) => {
      expect(legacyFontOf(text)).toBeNull();
    },
  );

  it.each([
    ['NguyÔn V¨n ¸nh', 'tcvn3'],
    ['TRÇN THÞ H¦êNG', 'tcvn3'],
    ['Nguyeãn Vaên AÙnh', 'vni'],
    ['TRAÀN THÒ HÖÔØNG', 'vni'],
  ] as const)('is seen in a single cell: %s', (text, font) => {
    expect(legacyFontOf(text)).toBe(font);
  });
});

describe('other octets', () => {
  it('that are no Vietnamese at all are refused', () => {
    expect(decodeText(corpus('latin-1.csv'))).toMatchObject({ ok: false, refusal: { seems: null } });
  });

  it('that are not what is asked for are refused', () => {
    expect(decodeText(corpus('windows-1258.csv'), 'utf-8')).toMatchObject({ ok: false, refusal: { en: 'is no text in utf-8' } });
  });

  it.each([
    ['utf8.csv', 'utf-8'],
    ['utf8-bom.csv', 'utf-8'],
    ['utf8-nfd.csv', 'utf-8'],
    ['utf16le-bom.txt', 'utf-16le'],
    ['utf16be-bom.txt', 'utf-16be'],
    ['windows-1258.csv', 'windows-1258'],
  ] as const)('are converted to NFC: %s', (file, encoding) => {
    const decoded = decodeText(corpus(file));
    expect(decoded).toMatchObject({ ok: true, value: { encoding } });
    const { text } = (decoded as { value: { text: string } }).value;
    expect(text).toMatch(names);
    expect(text).toBe(text.normalize('NFC'));
    expect(text.startsWith('Họ')).toBe(true);
  });

  it('without a byte order mark are known as UTF-16 by their zeros', () => {
    for (const [octets, encoding] of [
      [corpus('utf16le-bom.txt'), 'utf-16le'],
      [corpus('utf16be-bom.txt'), 'utf-16be'],
    ] as const)
      expect(decodeText(octets.subarray(2))).toMatchObject({ ok: true, value: { encoding } });
  });

  it('without a word of Vietnamese are looked at once, however long', () => {
    const begun = performance.now();
    expect(decodeText(Buffer.alloc(4 * 2 ** 20, 'a'))).toMatchObject({ ok: true });
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('of any kind are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const decoded = decodeText(Buffer.from(octets));
        if (decoded.ok) expect(decoded.value.text).toBe(decoded.value.text.normalize('NFC'));
      }),
    );
  });
});

describe('a syllable of Vietnamese', () => {
  it.each(['NguyÔn', 'V¨n', 'Vaên', 'wifi', 'schr', 'José', 'ngh', 'ắá', 'nguyễN', 'x1'])('is not: %s', (word) => {
    expect(isVietnameseSyllable(word)).toBe(false);
  });
  it.each(['Nguyễn', 'khuỷu', 'nghiêng', 'GIÀNG', 'ương', 'quý', 'Yến', 'thuở', 'ý', 'khoác', 'gì', 'xoong'])('is: %s', (word) => {
    expect(isVietnameseSyllable(word)).toBe(true);
  });
});
