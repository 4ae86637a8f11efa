import { describe, expect, it } from 'vitest';
import { startOfVietnamDay, vietnamDate, vietnamDay } from './vietnam-time.ts';

describe('a day in Vietnam', () => {
  it.each([
    ['2026-02-01T16:59:59.999Z', 1],
    ['2026-02-01T17:00:00.000Z', 2],
    ['2026-02-02T16:59:59.999Z', 2],
  ])('has begun seven hours before that of UTC: %s', (moment, day) => {
    expect(vietnamDay(new Date(moment))).toBe(Date.UTC(2026, 1, day) / 86_400_000);
  });

  it('begins at a moment of which the one before is of the day before', () => {
    const start = startOfVietnamDay('2026-03-01');
    expect(start.toISOString()).toBe('2026-02-28T17:00:00.000Z');
    expect([vietnamDate(start), vietnamDate(new Date(start.getTime() - 1))]).toEqual(['2026-03-01', '2026-02-28']);
  });
});
