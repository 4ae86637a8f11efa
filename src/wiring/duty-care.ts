import type { Config } from '#config/schema.ts';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { forgetOldLooks } from '#directory/duties/forget-looks.ts';
import { beat } from '#directory/duties/heartbeat.ts';
import { noteRule } from '#directory/duties/note-rule.ts';
import { remind } from '#directory/duties/remind.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { wiringLimits } from './limits.ts';
import { inboxesIn } from './look-noting.ts';

export interface DutyCareDeps {
  readonly database: Database;
  readonly config: Pick<Config, 'duties' | 'calendar'>;
  readonly sendNotices: SendNotices;
  readonly log: Log;
}

/** Says that the program is there, keeps the duty as the configuration has it, and reminds, beside other processes that do the same. */
export function startDutyCare(deps: DutyCareDeps): AsyncDisposable {
  const { database, log } = deps;
  const beating = repeat(deps, 'heartbeat', wiringLimits.beatEveryMs, async () => {
    const silence = await beat(database);
    if (silence !== null) log.warn({ event: 'jobs.outage-found', ...silence });
  });
  const reminding = repeat(deps, 'reminding', wiringLimits.remindEveryMs, async () => {
    const reminded = await remindNow(deps);
    if (reminded > 0) log.info({ event: 'jobs.reminded', reminded });
  });
  const keeping = repeat(deps, 'duty-keeping', wiringLimits.dutiesKeptEveryMs, async () => {
    const today = vietnamDate(systemClock.now());
    await noteRule(database, deps.config.duties.parts, today);
    const forgotten = await forgetOldLooks(database, today);
    if (forgotten > 0) log.info({ event: 'jobs.looks-forgotten', forgotten });
  });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([keeping.stop(), reminding.stop()]);
      // The last thing that is said: an outage begins when the program ends.
      await beating.stop('once more');
    },
  };
}

async function remindNow({ config, ...deps }: DutyCareDeps): Promise<number> {
  const { remindAt: at, remindUnits, remindPeople } = config.duties;
  if (at.length === 0) return 0;
  const now = systemClock.now();
  const today = vietnamDate(now);
  const calendar = await readCalendar(deps.database, { from: today, to: today }, workingWeek(config.calendar));
  const kinds = [...(remindUnits ? (['unit'] as const) : []), ...(remindPeople ? (['personal'] as const) : [])];
  return remind({ ...deps, inboxes: inboxesIn(deps.database) }, { now, calendar, at, kinds });
}

interface Repeated {
  stop(last?: 'once more'): Promise<void>;
}

/** At once, and then again and again; never twice at a time. */
function repeat({ log }: DutyCareDeps, job: string, everyMs: number, act: () => Promise<void>): Repeated {
  let running: Promise<void> = Promise.resolve();
  const go = () => {
    running = running.then(act).catch((err: unknown) => log.error({ event: 'jobs.failed', job, err }));
  };
  go();
  const timer = setInterval(go, everyMs);
  return {
    async stop(last) {
      clearInterval(timer);
      if (last !== undefined) go();
      await running;
    },
  };
}
