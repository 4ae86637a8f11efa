import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf7, encodeUtf7 } from './utf7.ts';

describe('modified UTF-7', () => {
  it.each([
    ['a lone ampersand', 'a&b'],
    ['base64 of an odd number of octets', '&YQ-'],
    ['letters that need no encoding', '&AGEAYg-'],
    ['half a surrogate pair', '&2D0-'],
    ['octets outside the alphabet', '&*-'],
  ])('refuses %s', (_, text) => {
    expect(decodeUtf7(text)).toBeNull();
  });

  it('knows the example of RFC 3501', () => {
    expect(decodeUtf7('~peter/mail/&U,BTFw-/&ZeVnLIqe-')).toBe('~peter/mail/台北/日本語');
    expect(encodeUtf7('~peter/mail/台北/日本語')).toBe('~peter/mail/&U,BTFw-/&ZeVnLIqe-');
  });

  it('writes Vietnamese names and ampersands', () => {
    expect(encodeUtf7('Đi & đến')).toBe('&ARA-i &- &AREevw-n');
    expect(decodeUtf7('&ARA-i &- &AREevw-n')).toBe('Đi & đến');
  });

  it('gives back every name without control characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((name) => !/[\x00-\x1f\x7f]/.test(name)),
        (name) => {
          expect(decodeUtf7(encodeUtf7(name))).toBe(name);
        },
      ),
    );
  });
});
