import { expect, it } from 'vitest';
import { dayOfLunarDate } from './lunar-date.ts';

// The first day of the lunar year, as it was (or is announced) in Vietnam. 1968, 1985, 2007 and 2030 are another day in China.
it.each(
  `1968-01-29 1985-01-21 2000-02-05 2007-02-17 2010-02-14 2015-02-19 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29
   2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2034-02-19`.split(/\s+/),
)('Tết of that year is on %s', (day) => {
  expect(dayOfLunarDate(Number(day.slice(0, 4)), 1, 1)).toBe(day);
});

// Before and after a leap month: 2020 had a second fourth month, 2023 a second second, 2025 a second sixth.
it.each([
  [2020, 3, 10, '2020-04-02'],
  [2023, 3, 10, '2023-04-29'],
  [2024, 3, 10, '2024-04-18'],
  [2025, 3, 10, '2025-04-07'],
  [2026, 3, 10, '2026-04-26'],
  [2020, 8, 15, '2020-10-01'],
  [2025, 8, 15, '2025-10-06'],
  [2026, 8, 15, '2026-09-25'],
])('of %i, lunar month %i, day %i', (year, month, day, expected) => {
  expect(dayOfLunarDate(year, month, day)).toBe(expected);
});
