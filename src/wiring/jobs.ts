import { throttleLimits } from '#directory/access/limits.ts';
import { sweepSignInThrottle } from '#directory/access/sign-in-throttle-sql.ts';
import { sweepWebSessions } from '#directory/access/web-session/web-session-sql.ts';
import type { SigningKey } from '#directory/audit/signing-key.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import type { BodyDriver } from '#mail/store/body-driver.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import { sweep } from '#mail/store/sweep.ts';
import { sweepStrayOctets } from '#mail/store/sweep-stray-octets.ts';
import { type AccountCareDeps, startAccountCare } from './account-care.ts';
import { startAddressTelling } from './address-telling.ts';
import { startAnnouncementTelling } from './announcement-telling.ts';
import { startAuditSealing } from './audit-sealing.ts';
import { startDuePlans } from './due-plans.ts';
import { type DutyCareDeps, startDutyCare } from './duty-care.ts';
import { wiringLimits } from './limits.ts';
import { type ReportKeepingDeps, startReportKeeping } from './report-keeping.ts';
import { type RequestRemindingDeps, startRequestReminding } from './request-reminding.ts';
import { startTextIndexing } from './text-indexing.ts';

interface JobsDeps {
  readonly database: Database;
  readonly bodies: BodyStore;
  readonly driver: BodyDriver;
  readonly auditKey: SigningKey;
  readonly sendNotices: SendNotices;
  readonly config: ReportKeepingDeps['config'] & AccountCareDeps['config'] & DutyCareDeps['config'] & RequestRemindingDeps['config'];
  readonly log: Log;
}

/** Work in the background, beside any number of other processes: every step locks what it touches and skips what is held. */
export function startJobs(deps: JobsDeps): AsyncDisposable {
  let running: Promise<void> = Promise.resolve();
  let straySweptAt = 0;
  const sweepStray = async () => {
    if (Date.now() - straySweptAt < wiringLimits.sweepStrayEveryMs) return;
    const removed = await sweepStrayOctets({ ...deps, clock: systemClock });
    straySweptAt = Date.now();
    if (removed > 0) deps.log.info({ event: 'jobs.stray-swept', removed });
  };
  const round = async () => {
    const report = await sweep({ database: deps.database, bodies: deps.bodies, clock: systemClock });
    await sweepSignInThrottle(deps.database, throttleLimits);
    await sweepWebSessions(deps.database);
    await sweepStray();
    if (report.forgotten + report.tombstoned + report.buried > 0) deps.log.info({ event: 'jobs.swept', ...report });
  };
  const timer = setInterval(() => {
    running = running.then(round).catch((error: unknown) => deps.log.error({ event: 'jobs.failed', job: 'sweep', err: error }));
  }, wiringLimits.sweepEveryMs);
  const textIndexing = startTextIndexing(deps);
  const dutyCare = startDutyCare(deps);
  const duePlans = startDuePlans(deps);
  const addressTelling = startAddressTelling(deps);
  const announcementTelling = startAnnouncementTelling(deps);
  const auditSealing = startAuditSealing(deps);
  const requestReminding = startRequestReminding(deps);
  const accountCare = startAccountCare(deps);
  const reportKeeping = startReportKeeping(deps);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await reportKeeping[Symbol.asyncDispose]();
      await accountCare[Symbol.asyncDispose]();
      await requestReminding[Symbol.asyncDispose]();
      await announcementTelling[Symbol.asyncDispose]();
      await auditSealing[Symbol.asyncDispose]();
      await addressTelling[Symbol.asyncDispose]();
      await duePlans[Symbol.asyncDispose]();
      await dutyCare[Symbol.asyncDispose]();
      await textIndexing[Symbol.asyncDispose]();
      await running;
    },
  };
}
