import { tellAddresses } from '#directory/lifecycle/units/tell-addresses.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { wiringLimits } from './limits.ts';

interface Deps {
  readonly database: Database;
  readonly sendNotices: SendNotices;
  readonly log: Log;
}

/** Tells people and units of the addresses that plans gave them, beside other processes that would: each is told by one of them, once. */
export function startAddressTelling({ database, sendNotices, log }: Deps, everyMs: number = wiringLimits.noticesEveryMs): AsyncDisposable {
  let running: Promise<void> = Promise.resolve();
  let isEnding = false;
  const round = async () => {
    let settled = 0;
    for (let more = 1; more > 0 && !isEnding; settled += more) more = await tellAddresses({ database, sendNotices });
    if (settled > 0) log.info({ event: 'jobs.addresses-told', settled });
  };
  const timer = setInterval(() => {
    running = running.then(round).catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'address-telling', err }));
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      isEnding = true;
      await running;
    },
  };
}
