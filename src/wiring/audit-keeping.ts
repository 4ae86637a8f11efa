import { type KeptMonths, keepMonths } from '#directory/audit/keep-months.ts';
import { type DatabaseAddress, openDatabase } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { wiringLimits } from './limits.ts';

/** Opens the months to come and removes those whose time is over, on a connection of the owner's that lasts no longer. */
export async function keepAudit(owner: DatabaseAddress, monthsKept: number): Promise<KeptMonths> {
  await using database = openDatabase(owner, { poolSize: 1, applicationName: 'congthu audit keeping', onIdleError: () => undefined });
  return await keepMonths(database, monthsKept);
}

/** Before anybody writes to it, and then each day: by the supervisor, since no worker may. */
export async function startAuditKeeping(
  { keep, log }: { readonly keep: () => Promise<KeptMonths>; readonly log: Log },
  everyMs: number = wiringLimits.auditKeptEveryMs,
): Promise<AsyncDisposable> {
  let running: Promise<void> = Promise.resolve();
  const round = () => {
    running = running
      .then(async () => {
        for (const { month, entries } of (await keep()).pruned) log.info({ event: 'supervisor.audit-pruned', month, entries });
      })
      .catch((err: unknown) => log.error({ event: 'supervisor.audit-keeping-failed', err }));
  };
  round();
  await running;
  const timer = setInterval(round, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
