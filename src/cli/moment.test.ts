import { describe, expect, it } from 'vitest';
import { shownMoment, vietnamMoment } from './moment.ts';

describe('a moment', () => {
  it.each(['2026-11-22', '08:00', '2026-11-31 08:00', '2026-11-22 24:00', '2026-11-22 08:60', 'hôm nay'])('is not %s', (text) => {
    expect(() => vietnamMoment(text)).toThrow(/must be a day and time/);
  });

  it('is by the clocks of Vietnam, and shown so', () => {
    expect(vietnamMoment('2026-11-22T00:30').toISOString()).toBe('2026-11-21T17:30:00.000Z');
    expect(shownMoment(vietnamMoment('2026-11-22 00:30'))).toBe('2026-11-22 00:30');
  });
});
