import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { addWorkingDays, type WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import type { RequestDeps, Terms } from './request.ts';
import type { RequestState } from './tables.ts';

/** The days around today; read before the transaction of a step, which holds a connection of its own. */
export function calendarAround({ database, week }: Pick<RequestDeps, 'database' | 'week'>, today: string): Promise<WorkingCalendar> {
  return readCalendar(database, { from: today, to: today }, week);
}

/** The last day in time of a turn that begins today; none where a list lies with its own unit, or is settled. */
export function dueOn(calendar: WorkingCalendar, terms: Terms, today: string, state: RequestState): string | null {
  if (state === 'in-review') return addWorkingDays(calendar, today, terms.unitAboveDays);
  return state === 'endorsed' ? addWorkingDays(calendar, today, terms.operatorDays) : null;
}
