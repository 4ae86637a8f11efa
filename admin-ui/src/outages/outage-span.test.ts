import { expect, it } from 'vitest';
import { localOf, momentOf, outageSpanOf } from './outage-span.ts';

it.each([
  ['recent', '2026-11-22', {}],
  ['half-year', '2026-06-30', { from: '2026-01-01', to: '2026-07-30' }],
  ['half-year', '2026-11-22', { from: '2026-07-01', to: '2026-12-22' }],
  ['year', '2026-12-15', { from: '2026-01-01', to: '2027-01-14' }],
] as const)('%s on %s asks for %j', (period, today, span) => {
  expect(outageSpanOf(period, today)).toEqual(span);
});

it('times are those of Vietnam, wherever the browser stands', () => {
  expect(momentOf('2026-12-05T08:30')).toBe('2026-12-05T01:30:00.000Z');
  expect(localOf(new Date('2026-12-05T18:30:59Z'))).toBe('2026-12-06T01:30');
});
