import type { WorkingCalendar } from '#directory/calendar/working-calendar.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { startOfVietnamDay, vietnamDate } from '#kernel/vietnam-time.ts';
import { lockConcerned } from './account-sql.ts';
import { requestLimits } from './limits.ts';
import { claimMorning, readAwaited } from './reminder-sql.ts';
import { digestOf } from './reminder-text.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
}

interface Morning {
  readonly now: Date;
  /** The time of day, `07:30`. */
  readonly at: string;
  readonly calendar: WorkingCalendar;
}

/**
 * On the morning of a working day tells everybody whose turn it is what waits for them, in one mail; operators also what is late elsewhere.
 * Once a day, whichever process comes first. Answers how many were told.
 */
export async function sendReminders({ database, sendNotices }: Deps, { now, at, calendar }: Morning): Promise<number> {
  const today = vietnamDate(now);
  if (!calendar.isWorkingDay(today) || !isMorning(now, today, at)) return 0;
  return inTransaction(database, async (tx) => {
    if (!(await claimMorning(tx, today))) return 0;
    const awaited = await readAwaited(tx, today);
    const people = [...Map.groupBy(awaited, ({ accountId }) => accountId)].map(([accountId, rows]) => ({
      accountId,
      address: rows[0]!.address,
      rows,
    }));
    await lockConcerned(tx, { people: [], units: [], accounts: people.map(({ accountId }) => accountId) });
    await sendNotices(
      tx,
      people.map(({ accountId, address, rows }) => ({ accountId, address, ...digestOf(rows, today, calendar) })),
    );
    return people.length;
  });
}

/** A program that was not there in time catches up, but writes to nobody in the evening. */
function isMorning(now: Date, today: string, at: string): boolean {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const since = now.getTime() - startOfVietnamDay(today).getTime() - (hours * 60 + minutes) * 60_000;
  return since >= 0 && since < requestLimits.remindWithinMs;
}
