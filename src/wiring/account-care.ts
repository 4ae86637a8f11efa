import type { Config } from '#config/schema.ts';
import { warnOfExpiry } from '#directory/certificates/warn-of-expiry.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import { lockIdleAccounts } from '#directory/people/lock-idle-accounts.ts';
import { warnOfQuota } from '#directory/people/warn-of-quota.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { forgetSent } from '#mail/auto-reply/sent-sql.ts';
import { carryOutDeletions, orderDue } from './account-deletion.ts';
import { wiringLimits } from './limits.ts';

export interface AccountCareDeps {
  readonly database: Database;
  readonly config: Pick<Config, 'retention' | 'accounts' | 'quotaWarnings'>;
  readonly sendNotices: SendNotices;
  readonly log: Log;
}

/** What becomes of accounts with time, beside other processes that look after it too: each step is done by one of them. */
export function startAccountCare(deps: AccountCareDeps, everyMs: number = wiringLimits.accountCareEveryMs): AsyncDisposable {
  const { log } = deps;
  let running: Promise<void> = Promise.resolve();
  let isStopping = false;
  const steps = {
    deletionsDue: daily((today) => orderDue(deps, today)),
    deletions: () => carryOutDeletions(deps, () => !isStopping),
    idleAccounts: daily((today) => lockIdle(deps, today)),
    answersSent: daily(() => forgetSent(deps.database)),
    quotas: () => warn(deps),
    certificates: daily((today) => warnOfCertificates(deps, today)),
  };
  const round = async () => {
    for (const [job, step] of Object.entries(steps)) {
      if (isStopping) return;
      await step().catch((err: unknown) => log.error({ event: 'jobs.failed', job: `account care: ${job}`, err }));
    }
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

/** Once on each of Vietnam's days; tried again in the next round where it failed. */
function daily(work: (today: string) => Promise<void>): () => Promise<void> {
  let doneOn = '';
  return async () => {
    const today = vietnamDate(systemClock.now());
    if (doneOn === today) return;
    await work(today);
    doneOn = today;
  };
}

async function lockIdle({ config, log, ...deps }: AccountCareDeps, today: string): Promise<void> {
  const { warned, locked } = await lockIdleAccounts(deps, { months: config.accounts.idleLockMonths, today });
  if (warned + locked > 0) log.info({ event: 'jobs.idle-accounts', warned, locked });
}

async function warn({ config, log, ...deps }: AccountCareDeps): Promise<void> {
  const told = await warnOfQuota(deps, config.quotaWarnings.percents);
  if (told > 0) log.info({ event: 'jobs.quota-warned', told });
}

async function warnOfCertificates({ log, ...deps }: AccountCareDeps, today: string): Promise<void> {
  let told = 0;
  for (let more = -1; more !== 0; told += more) more = await warnOfExpiry(deps, today);
  if (told > 0) log.info({ event: 'jobs.certificates-warned', told });
}
