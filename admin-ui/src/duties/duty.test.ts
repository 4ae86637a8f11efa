import { describe, expect, it } from 'vitest';
import type { UnitDuties } from '../api/api-contract.ts';
import { spanOf, weeksOf } from './duty-period.ts';
import { markOf, shareOf, sortedDuties } from './duty-share.ts';

it.each([
  ['this-month', '2026-02-10', '2026-02-01', '2026-02-28'],
  ['last-month', '2026-01-31', '2025-12-01', '2025-12-31'],
  ['half-year', '2026-06-30', '2026-01-01', '2026-06-30'],
  ['half-year', '2026-07-01', '2026-07-01', '2026-12-31'],
  ['last-half-year', '2026-03-01', '2025-07-01', '2025-12-31'],
  ['last-half-year', '2026-11-22', '2026-01-01', '2026-06-30'],
] as const)('%s on %s is %s to %s', (period, today, from, to) => {
  expect(spanOf(period, today)).toEqual({ from, to });
});

it('weeks begin on Monday, and days outside are nobody’s', () => {
  const weeks = weeksOf({ from: '2026-11-01', to: '2026-11-30' });
  expect(weeks.map((week) => week.filter((day) => day !== null).length)).toEqual([1, 7, 7, 7, 7, 1]);
  expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
  expect(weeks.at(-1)?.[0]).toBe('2026-11-30');
});

describe('the share of days', () => {
  it('is none where nothing was required, and 100 only where all were met', () => {
    expect([shareOf({ required: 0, met: 0 }), shareOf({ required: 1000, met: 999 }), shareOf({ required: 3, met: 3 })]).toEqual([
      null,
      99,
      100,
    ]);
  });

  it('sorts who is behind first, and keeps the order of rank otherwise', () => {
    const unit = (unitId: number, required: number, met: number) => ({ unitId, all: { mailbox: { required, met } } }) as UnitDuties;
    const units = [unit(1, 10, 10), unit(2, 0, 0), unit(3, 10, 4), unit(4, 10, 10)];
    expect(sortedDuties(units, 'mailbox').map(({ unitId }) => unitId)).toEqual([3, 1, 4, 2]);
    expect(sortedDuties(units, 'name')).toBe(units);
  });
});

it.each([
  [undefined, 'not-counted'],
  [{ isMet: true, parts: [{ by: ['a'] }] }, 'met'],
  [{ isMet: false, parts: [{ by: ['a'] }, { by: [] }] }, 'partly'],
  [{ isMet: false, parts: [{ by: [] }, { by: [] }] }, 'missed'],
] as const)('the day %j is %s', (day, mark) => {
  expect(markOf(day)).toBe(mark);
});
