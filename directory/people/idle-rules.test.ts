import { expect, it } from 'vitest';
import { type Idleness, idleStep } from './idle-rules.ts';

const untold = (dueOn: string): Idleness => ({ dueOn, locksOn: null, warnedDays: null });
const told = (locksOn: string, warnedDays: number, dueOn = locksOn): Idleness => ({ dueOn, locksOn, warnedDays });

it('an account is never locked whose owner was not told, and then told again', () => {
  expect(idleStep(untold('2026-01-01'), '2026-06-01')).toEqual({ do: 'warn', days: 14, locksOn: '2026-06-15' });
  expect(idleStep(told('2026-05-01', 14), '2026-06-01')).toEqual({ do: 'warn', days: 3, locksOn: '2026-06-04' });
  expect(idleStep(told('2026-06-02', 3), '2026-06-01')).toBeNull();
});

it('its owner is told 14 days before and 3 days before, and on the day it locks', () => {
  expect(idleStep(untold('2026-06-16'), '2026-06-01')).toBeNull();
  expect(idleStep(untold('2026-06-15'), '2026-06-01')).toEqual({ do: 'warn', days: 14, locksOn: '2026-06-15' });
  expect(idleStep(told('2026-06-15', 14), '2026-06-11')).toBeNull();
  expect(idleStep(told('2026-06-15', 14), '2026-06-12')).toEqual({ do: 'warn', days: 3, locksOn: '2026-06-15' });
  expect(idleStep(told('2026-06-15', 3), '2026-06-14')).toBeNull();
  expect(idleStep(told('2026-06-15', 3), '2026-06-15')).toEqual({ do: 'lock' });
});

it('what was said counts no more when the months have become longer', () => {
  expect(idleStep(told('2026-06-15', 3, '2026-12-15'), '2026-06-15')).toBeNull();
  expect(idleStep(told('2026-06-15', 3, '2026-12-15'), '2026-12-01')).toEqual({ do: 'warn', days: 14, locksOn: '2026-12-15' });
});
