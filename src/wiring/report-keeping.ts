import type { Config } from '#config/schema.ts';
import { keepFill } from '#directory/reports/keep-fill.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { wiringLimits } from './limits.ts';
import { mailFigures } from './mail-figures.ts';

export interface ReportKeepingDeps {
  readonly database: Database;
  readonly config: Pick<Config, 'reports'>;
  readonly log: Log;
}

/** Keeps what reports are drawn from, beside other processes that do: mail by days, and how full mailboxes were at the end of a month. */
export function startReportKeeping(
  { database, config, log }: ReportKeepingDeps,
  everyMs: number = wiringLimits.reportsKeptEveryMs,
): AsyncDisposable {
  const { gather } = mailFigures(database);
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    await gather();
    const day = await keepFill(database, vietnamDate(systemClock.now()), config.reports.halfYearEnds);
    if (day !== null) log.info({ event: 'jobs.fill-noted', day });
  };
  const timer = setInterval(() => {
    running = running.then(round).catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'report-keeping', err }));
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
