import type { Database } from '#io/database.ts';
import { dutyLimits } from './limits.ts';
import { forgetLooks } from './look-sql.ts';
import { forgetReminders } from './reminder-sql.ts';

/** Forgets who looked when, and who was reminded, once it is of no use to any report. Answers how many looks. */
export async function forgetOldLooks(database: Database, today: string): Promise<number> {
  const before = monthsBefore(today, dutyLimits.monthsKept);
  await forgetReminders(database, before);
  let forgotten = 0;
  let more: number;
  do {
    more = await forgetLooks(database, before, dutyLimits.forgottenAtOnce);
    forgotten += more;
  } while (more === dutyLimits.forgottenAtOnce);
  return forgotten;
}

/** The first day of the month. */
function monthsBefore(day: string, months: number): string {
  const moment = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  moment.setUTCMonth(moment.getUTCMonth() - months);
  return moment.toISOString().slice(0, 10);
}
