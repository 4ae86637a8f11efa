import { tellAnnouncements } from '#directory/announcements/tell-announcements.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { wiringLimits } from './limits.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
  readonly log: Log;
}

/** Mails announcements, at the pace of all processes together: each round of each process tells a few, or finds that another just did. */
export function startAnnouncementTelling(
  { database, sendNotices, log }: Deps,
  everyMs: number = wiringLimits.announcementsEveryMs,
): AsyncDisposable {
  let running: Promise<void> = Promise.resolve();
  let isEnding = false;
  const round = async () => {
    if (isEnding) return;
    const settled = await tellAnnouncements({ database, sendNotices });
    if (settled > 0) log.info({ event: 'jobs.announcement-mailed', settled });
  };
  const timer = setInterval(() => {
    running = running.then(round).catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'announcement-telling', err }));
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      isEnding = true;
      await running;
    },
  };
}
