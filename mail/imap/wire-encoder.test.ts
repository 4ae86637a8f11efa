import { describe, expect, it } from 'vitest';
import { decodeDate, encodeDateTime, encodeMailbox, encodeString } from './wire-encoder.ts';

describe('the wire encoder', () => {
  it('quotes what can be quoted and sends the rest as a literal', () => {
    expect(encodeString('a "b" \\c')).toBe('"a \\"b\\" \\\\c"');
    expect(encodeString('a\r\nđ')).toBe('{5}\r\na\r\nđ');
    expect(encodeString('đi')).toBe('{3}\r\nđi');
    expect(encodeString('đi', true)).toBe('"đi"');
  });

  it('writes mailbox names for both kinds of client', () => {
    expect(encodeMailbox('INBOX', false)).toBe('INBOX');
    expect(encodeMailbox('Đi', true)).toBe('"Đi"');
    expect(encodeMailbox('Đi', false)).toBe('"&ARA-i"');
  });

  it.each(['32-Jan-2026', '31-Feb-2026', '1-Foo-2026', '1-Jan-26', ' 1-Jan-2026 25:00:00 +0000'])('knows no date %s', (text) => {
    expect(decodeDate(text)).toBeNull();
  });

  it('reads a date in its zone and writes it in that of Vietnam', () => {
    const date = decodeDate(' 5-Sep-2026 06:07:08 +0900');
    expect(date?.toISOString()).toBe('2026-09-04T21:07:08.000Z');
    expect(encodeDateTime(date!)).toBe('" 5-Sep-2026 04:07:08 +0700"');
    expect(decodeDate('5-sep-2026')?.toISOString()).toBe('2026-09-05T00:00:00.000Z');
  });
});
