import { addDays } from '#directory/calendar/working-calendar.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { noteFill } from './fill-sql.ts';
import { reportLimits } from './limits.ts';
import { type HalfYearEnds, isNotedDay } from './period.ts';

/** Notes how full mailboxes were at the end of a month or half year, soon after it. Answers the day, or null when nothing was to be noted. */
export async function keepFill(database: Database, today: string, ends: HalfYearEnds): Promise<string | null> {
  const day = dueDay(today, ends);
  if (day === null) return null;
  return (await inTransaction(database, (tx) => noteFill(tx, day))) > 0 ? day : null;
}

/** The last day before today whose end is noted; null where that is too long ago to be told from what is now. */
export function dueDay(today: string, ends: HalfYearEnds): string | null {
  for (let late = 1; late <= reportLimits.fillLateDaysMax; late++) {
    const day = addDays(today, -late);
    if (isNotedDay(day, ends)) return day;
  }
  return null;
}
