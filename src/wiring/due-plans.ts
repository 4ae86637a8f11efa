import { carryOutDuePlans } from '#directory/lifecycle/carry-out-due-plans.ts';
import { differencesShownMax } from '#directory/lifecycle/limits.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import type { PlanId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { wiringLimits } from './limits.ts';
import { planDeps } from './plan-deps.ts';

interface Deps {
  readonly database: Database;
  readonly log: Log;
  /** Left out: nobody is told. */
  readonly sendNotices?: SendNotices;
}

/** Carries out the plans whose day has come, beside other processes that would: each is done by one of them. */
export function startDuePlans(deps: Deps, everyMs: number = wiringLimits.plansEveryMs): AsyncDisposable {
  const { log } = deps;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    const onFault = (planId: PlanId, err: unknown) => log.error({ event: 'jobs.failed', job: 'due-plans', planId, err });
    const today = vietnamDate(systemClock.now());
    const { carriedOut, refused } = await carryOutDuePlans(planDeps(deps.database, false, deps.sendNotices), { today, onFault });
    for (const planId of carriedOut) log.info({ event: 'jobs.plan-carried-out', planId });
    for (const { planId, refusal } of refused)
      log.warn({
        event: 'jobs.plan-refused',
        planId,
        because: refusal.message,
        differences: refusal.differences?.slice(0, differencesShownMax),
      });
  };
  const timer = setInterval(() => {
    running = running.then(round).catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'due-plans', err }));
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
