import { idleLimits } from './limits.ts';

/** How long an account has not been used, and what its owner was told of that. Days are Vietnam's, `YYYY-MM-DD`. */
export interface Idleness {
  /** The day on which its months are over. */
  readonly dueOn: string;
  /** The day on which it locks, as its owner was told, and how many days before that; null: nothing was said. */
  readonly locksOn: string | null;
  readonly warnedDays: number | null;
}

export type IdleStep = { readonly do: 'warn'; readonly days: number; readonly locksOn: string } | { readonly do: 'lock' };

/**
 * What becomes of it today (REQ-ACC-7): nobody is locked out who was not told before, however long the server was off or how short the months
 * have become meanwhile.
 */
export function idleStep({ dueOn, locksOn, warnedDays }: Idleness, today: string): IdleStep | null {
  // What was said holds no more where the months have become longer.
  const told = locksOn === null || dueOn > locksOn ? null : { locksOn, days: warnedDays ?? Number.POSITIVE_INFINITY };
  const next = idleLimits.warnDaysBefore.find((days) => told === null || days < told.days);
  const day = told?.locksOn ?? dueOn;
  if (next === undefined) return day <= today ? { do: 'lock' } : null;
  if (daysAfter(today, next) < day) return null;
  return { do: 'warn', days: next, locksOn: later(day, daysAfter(today, next)) };
}

const later = (one: string, other: string) => (one > other ? one : other);

function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
