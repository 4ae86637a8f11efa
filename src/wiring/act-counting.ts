import { ActTally } from '#directory/audit/act-tally.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { wiringLimits } from './limits.ts';
import { SessionActs } from './session-acts.ts';

export interface ActCounting extends AsyncDisposable {
  readonly acts: SessionActs;
}

/** Counts what this process's sessions do, and writes it every few seconds: no session waits for that. Dispose of it before the database. */
export function startActCounting(
  { database, log }: { database: Database; log: Log },
  everyMs: number = wiringLimits.countsEveryMs,
): ActCounting {
  const tally = new ActTally(systemClock);
  let running: Promise<void> = Promise.resolve();
  const flush = () => {
    running = running
      .then(() => tally.flush(database))
      .catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'act-counting', err }));
    return running;
  };
  const timer = setInterval(flush, everyMs);
  return {
    acts: new SessionActs(tally),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
    },
  };
}
