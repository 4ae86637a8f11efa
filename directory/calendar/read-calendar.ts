import type { Database } from '#io/database.ts';
import { type SetDay, setDays } from './calendar-day-sql.ts';
import { type Holidays, legalHolidays } from './legal-holidays.ts';
import { firstYear, lastYear } from './limits.ts';
import { addDays, daysBetween, standardWeek, type WorkingCalendar, type WorkingWeek, weekdayOf } from './working-calendar.ts';

interface Span {
  readonly from: string;
  readonly to: string;
}

/**
 * The working days around some days: what the operator set stands before what the law says, and that before the week. The span only says what
 * is read at once; days up to a year beyond it are answered too, so that a term may end after it.
 */
export async function readCalendar(database: Database, span: Span, week: WorkingWeek = standardWeek): Promise<WorkingCalendar> {
  const days = await setDays(database, { from: addDays(span.from, -366), to: addDays(span.to, 366) });
  return calendarOf(days, week);
}

/** The calendar from the days that were set. */
export function calendarOf(days: readonly SetDay[], week: WorkingWeek): WorkingCalendar {
  const set = new Map(days.map(({ day, isWorking }) => [day, isWorking]));
  const holidays = holidaysByYear();
  return { week, isWorkingDay: (day) => set.get(day) ?? (week.weekdays.includes(weekdayOf(day)) && !holidays(yearOf(day)).has(day)) };
}

const yearOf = (day: string) => Number(day.slice(0, 4));

/** The holidays of each year, reckoned once. */
function holidaysByYear(): (year: number) => Holidays {
  const known = new Map<number, Holidays>();
  return (year) => {
    const holidays = known.get(year) ?? (year < firstYear || year > lastYear ? new Map() : legalHolidays(year));
    known.set(year, holidays);
    return holidays;
  };
}

/** A day that is not as its weekday is. */
export interface ExceptionalDay {
  readonly day: string;
  readonly isWorking: boolean;
  readonly name: { readonly vi: string; readonly en: string };
  /** `law`, or set by the operator. */
  readonly from: 'law' | 'set';
}

/** Days off and days worked that are not what their weekday says, in order; a year of them. */
export async function exceptionalDays(database: Database, year: number): Promise<ExceptionalDay[]> {
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const set = new Map((await setDays(database, span)).map((day) => [day.day, day]));
  const holidays = legalHolidays(year);
  const found: ExceptionalDay[] = [];
  for (const day of daysBetween(span.from, span.to)) {
    const own = set.get(day);
    const name = holidays.get(day);
    if (own) found.push({ day, isWorking: own.isWorking, name: { vi: own.name, en: own.name }, from: 'set' });
    else if (name) found.push({ day, isWorking: false, name, from: 'law' });
  }
  return found;
}
