import { describe, expect, it } from 'vitest';
import { dayInField, readDay } from './typed-day.ts';

describe('a day that is typed', () => {
  it.each(['', '31/12', '31/02/2026', '32/01/2026', '12/31/2026', '1/2/26', 'mai', '2026-13-01', '31/12/2026 07:30', '31/12/20260'])(
    'is none: %j',
    (typed) => {
      expect(readDay(typed, false)).toBeNull();
    },
  );

  it.each(['31/12/2026', ' 31/12/2026 ', '31-12-2026', '31.12.2026', '31 12 2026', '31122026', '2026-12-31'])('is one: %j', (typed) => {
    expect(readDay(typed, false)).toBe('2026-12-31');
  });

  it('has its day before its month, with or without zeros, also in a leap year', () => {
    expect(readDay('1/2/2026', false)).toBe('2026-02-01');
    expect(readDay('29/02/2028', false)).toBe('2028-02-29');
    expect(readDay('29/02/2026', false)).toBeNull();
  });
});

describe('a moment that is typed', () => {
  it.each(['31/12/2026', '31/12/2026 24:00', '31/12/2026 07:60', '31/12/2026 7'])('is none: %j', (typed) => {
    expect(readDay(typed, true)).toBeNull();
  });

  it.each(['31/12/2026 07:30', '31/12/2026 7:30', '31/12/2026 7h30', '31/12/2026, 07:30', '2026-12-31T07:30', '31122026 0730'])(
    'is one: %j',
    (typed) => {
      expect(readDay(typed, true)).toBe('2026-12-31T07:30');
    },
  );
});

it('stands in its field as it is typed, and comes back as it was', () => {
  for (const value of ['2026-01-31', '2026-12-05T07:30']) expect(readDay(dayInField(value), value.includes('T'))).toBe(value);
  expect(dayInField('2026-01-31')).toBe('31/01/2026');
  expect(dayInField('')).toBe('');
});
