import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import type { Database } from '#io/database.ts';
import { figuresOf, type RequestStatistics } from './figures.ts';
import { readMadeRequests, readTurns, type Scope } from './statistics-sql.ts';

/** How many requests there were in a span of days, and how long they took (REQ-ACC-2, REQ-CMP-3). `unit`: with everything below it. */
export async function requestStatistics(
  database: Database,
  { calendar, ...scope }: Scope & { readonly calendar: WorkingCalendar },
): Promise<RequestStatistics> {
  const requests = await readMadeRequests(database, scope);
  return figuresOf(requests, await readTurns(database, scope), { from: scope.from, to: scope.to, calendar });
}
