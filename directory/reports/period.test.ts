import { describe, expect, it } from 'vitest';
import { isNotedDay, periodCalled } from './period.ts';

const calendarYear = ['06-30', '12-31'] as const;
const days = (text: string, ends: readonly [string, string] = calendarYear) => {
  const called = periodCalled(text, ends);
  return called.ok ? [called.value.kind, called.value.from, called.value.to] : called.refusal.kind;
};

describe('the name of a period', () => {
  it.each([
    '',
    '2026-H3',
    '2026-h1',
    '26-H1',
    '1989',
    '2026-02-30..2026-03-01',
    '2026-01-01..2026-13-01',
    '2026-01-01',
    '2026-01-02..2026-01-01',
  ])('is refused when it names none: %j', (text) => {
    expect(days(text)).toBe('invalid');
  });

  it('is refused over more than two years, whose sums nobody could check', () => {
    expect(days('2024-01-01..2026-01-01')).toEqual(['days', '2024-01-01', '2026-01-01']);
    expect(days('2024-01-01..2026-01-02')).toBe('invalid');
  });

  it('is of half a year, a year or days', () => {
    expect(days('2026-H1')).toEqual(['half', '2026-01-01', '2026-06-30']);
    expect(days('2026-H2')).toEqual(['half', '2026-07-01', '2026-12-31']);
    expect(days('2026')).toEqual(['year', '2026-01-01', '2026-12-31']);
    expect(days('2026-02-28..2026-03-01')).toEqual(['days', '2026-02-28', '2026-03-01']);
  });

  it('follows the dates of the province: to 20/6 and 20/12, or to 14/6 and 14/12', () => {
    expect(days('2026-H1', ['06-20', '12-20'])).toEqual(['half', '2025-12-21', '2026-06-20']);
    expect(days('2026-H2', ['06-14', '12-14'])).toEqual(['half', '2026-06-15', '2026-12-14']);
    expect(days('2026', ['06-14', '12-14'])).toEqual(['year', '2025-12-15', '2026-12-14']);
  });
});

it('how full mailboxes are is noted at the end of months and of half years', () => {
  const noted = ['2026-02-28', '2028-02-28', '2028-02-29', '2026-06-14', '2026-06-15', '2026-06-30'].filter((day) =>
    isNotedDay(day, ['06-14', '12-14']),
  );
  expect(noted).toEqual(['2026-02-28', '2028-02-29', '2026-06-14', '2026-06-30']);
});
