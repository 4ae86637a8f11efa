import { expect, it } from 'vitest';
import { isFirstPasswordOver, isPasswordOver, type PasswordRules } from './password-age.ts';

const rules = (more: Partial<PasswordRules>): PasswordRules => ({
  firstPasswordDays: 0,
  maxAgeMonths: 0,
  historyMax: 3,
  changeAt: '',
  ...more,
});
const age = (mustChange: boolean, changedAt: string, now: string) => ({ mustChange, changedAt: new Date(changedAt), now: new Date(now) });

it('a password that somebody else chose is over after its days, and not before', () => {
  const over = (now: string, mustChange = true, firstPasswordDays = 7) =>
    isFirstPasswordOver(age(mustChange, '2026-03-01T08:00:00Z', now), rules({ firstPasswordDays }));
  expect(over('2026-03-08T07:59:59Z')).toBe(false);
  expect(over('2026-03-08T08:00:00Z')).toBe(true);
  expect(over('2036-03-08T08:00:00Z', false)).toBe(false);
  expect(over('2036-03-08T08:00:00Z', true, 0)).toBe(false);
});

it('any password is over after months, where the province says so', () => {
  const over = (changedAt: string, now: string, maxAgeMonths: number) =>
    isPasswordOver(age(false, changedAt, now), rules({ maxAgeMonths }));
  expect(over('2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 0)).toBe(false);
  expect(over('2026-01-15T08:00:00Z', '2026-04-15T07:59:59Z', 3)).toBe(false);
  expect(over('2026-01-15T08:00:00Z', '2026-04-15T08:00:00Z', 3)).toBe(true);
  // The 31st of November is its last day, over the new year too.
  expect(over('2026-08-31T08:00:00Z', '2026-11-30T07:59:59Z', 3)).toBe(false);
  expect(over('2026-08-31T08:00:00Z', '2026-11-30T08:00:00Z', 3)).toBe(true);
  expect(over('2026-10-31T08:00:00Z', '2027-02-28T08:00:00Z', 4)).toBe(true);
});
