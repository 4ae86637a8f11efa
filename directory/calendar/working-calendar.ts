import { startOfVietnamDay, vietnamDate } from '#kernel/vietnam-time.ts';

/** Days on which offices work. A day is `YYYY-MM-DD`, of Vietnam's calendar. */
export interface WorkingCalendar {
  isWorkingDay(day: string): boolean;
  /** When offices are open on a working day. */
  readonly week: WorkingWeek;
}

export interface WorkingWeek {
  /** 1 Monday … 7 Sunday (ISO 8601). */
  readonly weekdays: readonly number[];
  /** Minutes after midnight, [from, to), ascending and apart. */
  readonly officeHours: readonly (readonly [from: number, to: number])[];
}

/** Forty hours, Monday to Friday (QĐ 188/1999/QĐ-TTg); the hours themselves are each province's own. */
export const standardWeek: WorkingWeek = {
  weekdays: [1, 2, 3, 4, 5],
  officeHours: [
    [7 * 60 + 30, 11 * 60 + 30],
    [13 * 60, 17 * 60],
  ],
};

const dayMs = 24 * 60 * 60_000;

/** `count` days after a day; before it where negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Every day from `from` to `to`, both included. */
export function* daysBetween(from: string, to: string): Generator<string> {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day;
}

/** The day that is `count` working days after `day`, which itself does not count: a term of two days from a Friday ends on Tuesday. */
export function addWorkingDays(calendar: WorkingCalendar, day: string, count: number): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (calendar.isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** Working days after `from`, up to and including `to`; 0 where `to` is not after `from`. */
export function workingDaysBetween(calendar: WorkingCalendar, from: string, to: string): number {
  let count = 0;
  for (const day of daysBetween(addDays(from, 1), to)) if (calendar.isWorkingDay(day)) count += 1;
  return count;
}

/** Minutes of office hours between two moments, whole ones. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  let ms = 0;
  for (const day of daysBetween(vietnamDate(from), vietnamDate(to)))
    if (calendar.isWorkingDay(day)) ms += openMs(calendar.week, startOfVietnamDay(day).getTime(), from.getTime(), to.getTime());
  return Math.floor(ms / 60_000);
}

function openMs({ officeHours }: WorkingWeek, midnight: number, from: number, to: number): number {
  let ms = 0;
  for (const [opens, closes] of officeHours)
    ms += Math.max(0, Math.min(to, midnight + closes * 60_000) - Math.max(from, midnight + opens * 60_000));
  return ms;
}
