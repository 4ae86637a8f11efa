import { tallyLimits } from '#directory/audit/limits.ts';
import { sealEntries } from '#directory/audit/seal-entries.ts';
import { signRootOfYesterday } from '#directory/audit/sign-root.ts';
import type { SigningKey } from '#directory/audit/signing-key.ts';
import { settleCounts } from '#directory/audit/tally-sql.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { wiringLimits } from './limits.ts';

interface Deps {
  readonly database: Database;
  readonly auditKey: SigningKey;
  readonly log: Log;
}

const settled = { afterMs: tallyLimits.settleAfterMs, limit: tallyLimits.settledAtOnceMax };

/** Makes entries of counts whose time is over, chains what was recorded, and signs a root a day, beside other processes that would: one of them does. */
export function startAuditSealing(deps: Deps, everyMs: number = wiringLimits.auditSealEveryMs): AsyncDisposable {
  const { database, auditKey: key, log } = deps;
  let running: Promise<void> = Promise.resolve();
  let isStopping = false;
  const round = async () => {
    while (!isStopping && (await settleCounts(database, settled)) === settled.limit);
    while (!isStopping && (await sealEntries(database)).state === 'sealed');
    const signed = await signRootOfYesterday({ database, key, clock: systemClock });
    if (signed === null) return;
    // Whoever collects the log elsewhere holds a witness that nothing before was changed.
    log.info({ event: 'jobs.audit-root-signed', root: signed.root });
    if (signed.isKeyNew) log.warn({ event: 'jobs.audit-key-new', key: key.fingerprint });
  };
  const timer = setInterval(() => {
    running = running.then(round).catch((err: unknown) => log.error({ event: 'jobs.failed', job: 'audit-sealing', err }));
  }, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}
