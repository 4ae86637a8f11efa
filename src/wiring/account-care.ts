import type { Config } from '#config/schema.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { carryOutDeletions, orderDue } from './account-deletion.ts';
import { wiringLimits } from './limits.ts';

export interface AccountCareDeps {
  readonly database: Database;
  readonly config: Pick<Config, 'retention'>;
  readonly sendNotices: SendNotices;
  readonly log: Log;
}

/** What becomes of accounts with time, beside other processes that look after it too: each step is done by one of them. */
export function startAccountCare(deps: AccountCareDeps, everyMs: number = wiringLimits.accountCareEveryMs): AsyncDisposable {
  const { log } = deps;
  let running: Promise<void> = Promise.resolve();
  let isStopping = false;
  let caredOn = '';
  const daily = async () => {
    const today = vietnamDate(systemClock.now());
    if (caredOn === today) return;
    await orderDue(deps, today);
    caredOn = today;
  };
  const steps = { daily, deletions: () => carryOutDeletions(deps, () => !isStopping) };
  const round = async () => {
    for (const [job, step] of Object.entries(steps))
      await step().catch((err: unknown) => log.error({ event: 'jobs.failed', job: `account care: ${job}`, err }));
  };
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
