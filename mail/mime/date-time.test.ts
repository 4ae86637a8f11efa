import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDateTime, parseDateTime } from './date-time.ts';

describe('reading a date', () => {
  it.each([
    '',
    'yesterday',
    '31 Feb 2025 10:00:00 +0700',
    '0 Jan 2025 10:00 GMT',
    '1 Foo 2025 10:00 GMT',
    '1 Jan 2025 24:00 GMT',
    '1 Jan 2025 10:60 GMT',
    '1 Jan 2025',
    '1 Jan 1899 00:00 GMT',
    '('.repeat(1000),
  ])('refuses %s', (text) => {
    expect(parseDateTime(text)).toBeNull();
  });

  it.each([
    ['Mon, 07 Jul 2025 09:30:00 +0700', '2025-07-07T02:30:00.000Z'],
    ['7 Jul 2025 09:30 +0700 (Indochina (ICT))', '2025-07-07T02:30:00.000Z'],
    ['Mon,7 jul 25 02:30:00 UT', '2025-07-07T02:30:00.000Z'],
    ['Fri, 31 Dec 99 19:00:00 EST', '2000-01-01T00:00:00.000Z'],
    ['1 Jan 100 00:00:00 GMT', '2000-01-01T00:00:00.000Z'],
    ['7 Jul 2025 09:30:00 A', '2025-07-07T09:30:00.000Z'],
    ['7 Jul 2025 09:30:00 -0330', '2025-07-07T13:00:00.000Z'],
    ['7 Jul 2025 09:30:00', '2025-07-07T09:30:00.000Z'],
    ['(c) Mon (d), 7 (e) Jul 2025 09:30:00 (f) GMT', '2025-07-07T09:30:00.000Z'],
    ['29 Feb 2024 23:59:60 GMT', '2024-03-01T00:00:00.000Z'],
    ['Mon Jul  7 09:30:00 2025', '2025-07-07T09:30:00.000Z'],
    ['07-Jul-2025 09:30:00 +0000', '2025-07-07T09:30:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseDateTime(text)?.toISOString()).toBe(expected);
  });
});

describe('writing a date', () => {
  it('shows the clock of the place', () => {
    expect(formatDateTime(new Date('2025-07-06T18:05:09Z'), 420)).toBe('Mon, 07 Jul 2025 01:05:09 +0700');
    expect(formatDateTime(new Date('2025-07-06T18:05:09Z'), -210)).toBe('Sun, 06 Jul 2025 14:35:09 -0330');
  });

  it('is read back as the same second', () => {
    const years = fc.date({ min: new Date('1901-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(years, fc.integer({ min: -720, max: 840 }), (date, offset) => {
        expect(parseDateTime(formatDateTime(date, offset))?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000);
      }),
    );
  });
});
