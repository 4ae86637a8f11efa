import type { Config } from '#config/schema.ts';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import { readCalendar } from '#directory/calendar/read-calendar.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import { sendReminders } from '#directory/requests/remind.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { wiringLimits } from './limits.ts';

export interface RequestRemindingDeps {
  readonly database: Database;
  readonly config: Pick<Config, 'requests' | 'calendar'>;
  readonly sendNotices: SendNotices;
  readonly log: Log;
}

/** On working mornings tells whose turn it is at requests, beside other processes that would: one of them does. */
export function startRequestReminding(
  { database, config, sendNotices, log }: RequestRemindingDeps,
  everyMs: number = wiringLimits.requestsRemindedEveryMs,
): AsyncDisposable {
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    const now = systemClock.now();
    const today = vietnamDate(now);
    const calendar = await readCalendar(database, { from: today, to: today }, workingWeek(config.calendar));
    const told = await sendReminders({ database, sendNotices }, { now, at: config.requests.remindAt, calendar });
    if (told > 0) log.info({ event: 'jobs.requests-reminded', told });
  };
  const timer = setInterval(() => {
    running = running.then(round).catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'request-reminding', err }));
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
