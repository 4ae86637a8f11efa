import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerFields } from './header-fields.ts';
import { formatHeaderField, formatMailAddress } from './header-writer.ts';

describe('writing a header field', () => {
  it('never lets a value begin a field of its own', () => {
    expect(formatHeaderField('Subject', 'a\r\nBcc: x\0\ny')).toBe('Subject: a Bcc: x y\r\n');
  });

  it('refuses a name that is none', () => {
    expect(() => formatHeaderField('a b', 'c')).toThrow('field name');
    expect(() => formatHeaderField('a\r\nb', 'c')).toThrow('field name');
  });

  it('folds at blanks within 78 columns', () => {
    const lines = formatHeaderField('References', '<0123456789.abcdef@mail.backan.gov.vn> '.repeat(9)).split('\r\n');
    expect(lines.length).toBe(6); // one identifier beside the name, then two to a line, then the end
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('writes an empty value', () => {
    expect(formatHeaderField('Subject', '')).toBe('Subject:\r\n');
  });

  it('keeps every line within 998 octets and reads back, words that had to be cut aside', () => {
    const word = fc.oneof(fc.constantFrom('a', 'à'.repeat(100), 'x'.repeat(1500), 'ễ'.repeat(700)), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const value = words.join(' ').replace(/[\r\n\0]+/g, ' ');
        const written = formatHeaderField('X-Test', value);
        for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
        const fields = headerFields(Buffer.from(`${written}\r\n`));
        expect(fields.length).toBe(1);
        expect(fields[0]!.value.replaceAll(/[ \t]/g, '')).toBe(value.toWellFormed().replaceAll(/[ \t]/g, ''));
      }),
    );
  });
});

describe('writing an address', () => {
  it.each([
    [null, 'a', 'a@x.vn'],
    ['A B', 'a', 'A B <a@x.vn>'],
    ['B, "A"', 'a', '"B, \\"A\\"" <a@x.vn>'],
    ['Hà', 'a', '=?UTF-8?B?SMOg?= <a@x.vn>'],
    ['Hanoi Office à', 'a', '=?UTF-8?Q?Hanoi_Office_=C3=A0?= <a@x.vn>'],
    ['A\r\nBcc: b', 'a', '"A Bcc: b" <a@x.vn>'],
    [null, 'a b', '"a b"@x.vn'],
  ])('of %j, %j', (name, localPart, expected) => {
    expect(formatMailAddress({ name, localPart, domain: 'x.vn' })).toBe(expected);
  });
});
