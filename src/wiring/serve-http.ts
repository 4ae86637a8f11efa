import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromEnvironment } from '#config/load.ts';
import type { WebDeps } from '#directory/access/web-session/web-deps.ts';
import { apiApp, apiUploads } from '#directory/api/api-app.ts';
import type { ApiDeps } from '#directory/api/api-env.ts';
import { Turns } from '#directory/api/turns.ts';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import { listUnits } from '#directory/org/unit-list-sql.ts';
import { listPublished, publishedBook } from '#directory/people/address-book.ts';
import { type PortalDeps, portalApp } from '#directory/portal/portal-app.ts';
import type { Database } from '#io/database.ts';
import { createHttpApp } from '#io/http/http-app.ts';
import { createHttpServer } from '#io/http/http-server.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { mailSetupDeps } from './mail-setup-deps.ts';
import { oidcDeps } from './oidc-deps.ts';
import { openWebApp } from './open-web-app.ts';
import { bulkPlans, personPlans, unitPlans } from './plan-deps.ts';
import { allPorts, portOf, services } from './ports.ts';
import { readProfile, readProvince } from './read-province.ts';
import { reportDeps } from './report-deps.ts';
import { requestTerms } from './request-deps.ts';
import { webDeps } from './web-deps.ts';
import type { WorkerStart } from './worker-messages.ts';

interface HttpParts extends Pick<ApiDeps, 'throttle' | 'tokenKey' | 'plans' | 'queue' | 'status' | 'live'> {
  readonly start: WorkerStart;
  readonly database: Database;
  readonly log: Log;
  readonly metrics: PortalDeps['metrics'];
  readonly isReady: PortalDeps['isReady'];
  readonly changePassword: PortalDeps['changePassword'];
  readonly signIn: WebDeps['signIn'];
}

/** The portal, the API and what watches over the process, in the clear and under TLS. */
export async function serveHttp({
  start,
  database,
  log,
  metrics,
  isReady,
  changePassword,
  signIn,
  ...forApi
}: HttpParts): Promise<AsyncDisposable> {
  const { config, configSource, addresses, dataDir, province, tls } = start;
  const readCa = () =>
    config.tls.certificate === undefined ? readFile(join(dataDir.root, 'tls', 'ca.pem'), 'utf8') : Promise.resolve(null);
  const oidc = await oidcDeps(config);
  const web = await webDeps({ config, dataDir, signIn, sessionKey: forApi.tokenKey, provinceName: province.name, oidc });
  const { mailSetup, phones } = mailSetupDeps({ start, database, key: web.sealKey, readCa });
  const portal = portalApp({
    phones,
    listUnits: () => listUnits(database),
    people: config.portal.people,
    listPeople: (policy) => listPublished(database, policy),
    addressBook: (policy, version) => publishedBook(database, policy, version),
    log,
    hostname: config.hostname,
    ports: allPorts(config.portBase),
    provinceName: province.name,
    readCa,
    isReady,
    metrics,
    changePassword,
    allowMetrics: (peer) => peer.loopback,
  });
  const naming = {
    readProfile,
    async root() {
      const { profile, domains } = await readProvince(config);
      return { profileId: profile.id, domain: domains[0]! };
    },
  };
  const reports = {
    draw: reportDeps(database, config),
    halfYearEnds: config.reports.halfYearEnds,
    letterhead: config.reports,
    provinceName: province.name,
  };
  const api = apiApp({
    ...forApi,
    reports,
    mailSetup,
    web,
    naming,
    settings: { ...configSource, fromEnvironment: fromEnvironment(process.env), inForce: config },
    database,
    clock: systemClock,
    turns: new Turns(),
    unitPlans,
    personPlans,
    bulkPlans,
    week: workingWeek(config.calendar),
    requestTerms: requestTerms(config),
    log,
  });
  const server = createHttpServer({
    app: createHttpApp({ log, routes: [await openWebApp({ config, log }), portal, api], uploads: apiUploads }),
    log,
  });
  for (const service of ['http', 'https'] as const) {
    const secured = services[service].implicitTls ? { tls: () => tls } : {};
    for (const host of addresses) await server.listen({ host, port: portOf(service, config.portBase), reusePort: true, ...secured });
  }
  return {
    async [Symbol.asyncDispose]() {
      forApi.live[Symbol.dispose](); // answers that go on for hours are not waited for
      await server.close();
    },
  };
}
