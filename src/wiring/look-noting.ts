import { LookTally } from '#directory/duties/look-tally.ts';
import type { Inboxes } from '#directory/duties/mailbox-port.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { inboxesSince, unreadInInboxes } from '#mail/store/inbox-sql.ts';
import { wiringLimits } from './limits.ts';

export interface LookNoting extends AsyncDisposable {
  readonly looks: LookTally;
}

/** Notes which mailboxes this process's sessions look at, and writes it now and then: no session waits for that. Dispose of it before the database. */
export function startLookNoting(
  { database, log }: { database: Database; log: Log },
  everyMs: number = wiringLimits.looksEveryMs,
): LookNoting {
  const looks = new LookTally(systemClock);
  const inboxes = inboxesIn(database);
  let running: Promise<void> = Promise.resolve();
  const flush = () => {
    running = running
      .then(() => looks.flush(database, inboxes))
      .catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'look-noting', err }));
    return running;
  };
  const timer = setInterval(flush, everyMs);
  return {
    looks,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** The mail side, as the duties ask it. */
export function inboxesIn(database: Database): Inboxes {
  return {
    since: (asked) => inboxesSince(database, asked),
    unread: (accountIds) => unreadInInboxes(database, accountIds),
  };
}
