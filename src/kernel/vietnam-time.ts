/**
 * Minutes that clocks in Vietnam are ahead of UTC, all year and since 1975 (no daylight saving). What people call "today" is a day here:
 * a message of 06:30 on the 2nd must not be found under the 1st, nor shown so, as it would be in UTC.
 */
export const vietnamOffsetMinutes = 7 * 60;

const dayMs = 24 * 60 * 60_000;

/** The day of Vietnam's calendar on which a moment falls, counted from 1970-01-01. */
export function vietnamDay(moment: Date): number {
  return Math.floor((moment.getTime() + vietnamOffsetMinutes * 60_000) / dayMs);
}

/** The day of Vietnam's calendar on which a moment falls, as `YYYY-MM-DD`. */
export function vietnamDate(moment: Date): string {
  return new Date(vietnamDay(moment) * dayMs).toISOString().slice(0, 10);
}

/** The moment at which a day of Vietnam's calendar (`YYYY-MM-DD`) begins. */
export function startOfVietnamDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - vietnamOffsetMinutes * 60_000);
}

/** Whether a `YYYY-MM-DD` is one that somebody can mean: PostgreSQL has no year 0, and a day reckoned from one near the ends is written otherwise. */
export function isMeantDay(day: string): boolean {
  return day >= '1900-01-01' && day <= '2999-12-31';
}
