import { expect, it } from 'vitest';
import { lastHalf, periodText } from './period.ts';

it.each([
  ['2026-01-01', '2025-H2'],
  ['2026-06-30', '2025-H2'],
  ['2026-07-01', '2026-H1'],
  ['2026-12-31', '2026-H1'],
])('on %s the period to report on is %s', (today, period) => {
  const { year, part } = lastHalf(today);
  expect(periodText(year, part)).toBe(period);
});

it('a whole year is its number', () => {
  expect(periodText(2026, 'year')).toBe('2026');
});
