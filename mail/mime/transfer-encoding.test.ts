import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTransferEncoding, encodeBase64, encodeQuotedPrintable } from './transfer-encoding.ts';

const decode = (text: string, encoding: string) => decodeTransferEncoding(Buffer.from(text, 'latin1'), encoding).toString('latin1');

describe('decoding', () => {
  it('gives bodies of unknown and identity encodings as they are', () => {
    expect(decode('a=20', '8bit')).toBe('a=20');
    expect(decode('a=20', 'x-uuencode')).toBe('a=20');
  });

  it.each([
    ['YWJj', 'abc'],
    ['YW\r\nJj\r\n', 'abc'],
    ['YQ==\r\nYmM=\r\n', 'abc'],
    ['YQ=ZGVmZw=aGk', 'adefghi'],
    ['Y!W*Jj', 'abc'],
    ['YWI', 'ab'],
    ['====', ''],
    ['', ''],
  ])('reads base64 %j', (text, expected) => {
    expect(decode(text, 'base64')).toBe(expected);
  });

  it.each([
    ['a=3Db=e1', 'a=b\xe1'],
    ['soft=\r\nbreak= \t\r\nagain=\nend=', 'softbreakagainend'],
    ['trailing \t\r\nblanks  ', 'trailing\r\nblanks'],
    ['kept=20\r\n', 'kept \r\n'],
    ['50= bad =G1 =4', '50= bad =G1 =4'],
    ['bare\nLF', 'bare\nLF'],
    ['', ''],
  ])('reads quoted-printable %j', (text, expected) => {
    expect(decode(text, 'quoted-printable')).toBe(expected);
  });
});

describe('encoding', () => {
  it('in base64 comes back, in lines of at most 76', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const encoded = encodeBase64(Buffer.from(octets));
        expect(encoded.toString('latin1')).toMatch(/^(?:[A-Za-z0-9+/=]{1,76}\r\n)*$/);
        expect(decodeTransferEncoding(encoded, 'base64')).toEqual(Buffer.from(octets));
      }),
    );
  });

  it('in quoted-printable comes back, in ASCII lines of at most 76 without blanks at their end', () => {
    const octet = fc.oneof(fc.constantFrom(0x20, 0x09, 0x0d, 0x0a, 0x3d, 0x2e), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 300 }), (octets) => {
        const encoded = encodeQuotedPrintable(Buffer.from(octets));
        for (const line of encoded.toString('latin1').split(/\r?\n/)) expect(line).toMatch(/^(?:[\x20\x09\x21-\x7e]{0,75}[\x21-\x7e])?$/);
        expect(decodeTransferEncoding(encoded, 'quoted-printable')).toEqual(Buffer.from(octets));
      }),
    );
  });
});
