import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { createMiddleware } from 'hono/factory';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { HttpEnv } from '#io/http/http-app.ts';
import { type Metric, prometheusText } from '#io/http/prometheus-text.ts';
import { refusalReply } from '#io/http/refusal-reply.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import type { Peer } from '#kernel/session.ts';
import { readAssets } from './assets.ts';
import { type ChangePasswordDeps, changePasswordRoutes } from './change-password-routes.ts';
import { chooseLanguage } from './choose-language.ts';
import { type PortalLog, portalEvents } from './events.ts';
import { portalLimits } from './limits.ts';
import type { PortalPorts } from './page.ts';
import { type PeopleDeps, peopleRoutes, publishedOf } from './people-routes.ts';
import { type PhoneDeps, phoneRoutes } from './phone-routes.ts';
import { type ReadinessCheck, readinessOf } from './readiness.ts';
import { shareInFlight } from './share-in-flight.ts';
import { startPage } from './start-page.ts';
import { unitsCsv } from './units-csv.ts';

export interface PortalDeps extends ChangePasswordDeps, PeopleDeps, PhoneDeps {
  /** The units of today with their addresses, in order of rank. */
  listUnits(): Promise<readonly ListedUnit[]>;
  readonly log: PortalLog;
  readonly ports: PortalPorts;
  /** The local CA's certificate in PEM; null where the operator has a certificate that clients trust already. */
  readCa(): Promise<string | null>;
  /** The parts that must work, by the name that /readyz shows: `database`, `bodyStore`… */
  readonly isReady: Readonly<Record<string, ReadinessCheck>>;
  metrics(): Promise<readonly Metric[]>;
  allowMetrics(peer: Peer): boolean;
}

/** The province's public pages, the published directory, and what watches over the process. */
export function portalApp(deps: PortalDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const units = shareInFlight(() => deps.listUnits());
  app.use(compress());
  const assets = readAssets();
  const published = publishedOf(deps);
  addPage(app, deps, { units, published }, assets);
  app.route('/', changePasswordRoutes(deps, assets));
  app.route('/', phoneRoutes(deps, assets));
  app.route('/', peopleRoutes(deps, { units, published, assets }));
  addExports(app, deps, units);
  addHealth(app, deps);
  return app;
}

type Units = PortalDeps['listUnits'];
interface Shown {
  readonly units: Units;
  readonly published: ReturnType<typeof publishedOf>;
}

function addPage(app: Hono<HttpEnv>, deps: PortalDeps, { units, published }: Shown, assets: ReturnType<typeof readAssets>): void {
  app.get('/', etag(), async (context) => {
    const query = (context.req.query('q') ?? '').trim();
    if (query.length > portalLimits.queryCharactersMax) {
      return refusalReply(refusalInBoth('limit', tooLong));
    }
    const language = chooseLanguage(context.req.query('lang'));
    const [list, ca, people] = await Promise.all([units(), deps.readCa(), published()]);
    context.header('Cache-Control', 'no-cache');
    context.header('Content-Language', language);
    return context.html(startPage({ ...deps, assets, language, query, units: list, ca, published: people }));
  });
  app.get('/assets/:name', etag(), (context) => {
    const asset = assets.get(context.req.param('name'));
    if (asset === undefined) return context.notFound();
    const lasting = context.req.query('v') === asset.version;
    context.header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    context.header('Content-Type', asset.type);
    context.header('ETag', `"${asset.version}"`);
    return context.body(new Uint8Array(asset.body));
  });
}

function addExports(app: Hono<HttpEnv>, deps: PortalDeps, units: Units): void {
  app.get('/ca.pem', async (context) => {
    const pem = await deps.readCa();
    if (pem === null) return context.notFound();
    context.header('Content-Type', 'application/x-pem-file');
    context.header('Content-Disposition', 'attachment; filename="ca.pem"');
    context.header('Cache-Control', 'no-cache');
    return context.body(pem);
  });
  app.get('/danh-ba.json', etag(), async (context) => {
    context.header('Cache-Control', 'no-cache');
    const listed = (await units()).map(({ id, parentId, kind, name, address }) => ({ id, parentId, kind, name, address }));
    return context.json({ province: deps.provinceName, units: listed });
  });
  app.get('/danh-ba.csv', etag(), async (context) => {
    context.header('Cache-Control', 'no-cache');
    context.header('Content-Type', 'text/csv; charset=utf-8; header=present');
    context.header('Content-Disposition', 'attachment; filename="danh-ba.csv"');
    return context.body(unitsCsv(await units()));
  });
}

function addHealth(app: Hono<HttpEnv>, deps: PortalDeps): void {
  const ready = readinessOf(deps.isReady, (part, error) =>
    deps.log.warn({ event: portalEvents.notReady, part, err: error }, portalEvents.notReady),
  );
  app.get('/livez', noStore, (context) => context.json({ alive: true }));
  app.get('/readyz', noStore, async (context) => {
    const readiness = await ready();
    return context.json(readiness, readiness.ready ? 200 : 503);
  });
  app.get('/metrics', noStore, async (context) => {
    if (!deps.allowMetrics(context.env.peer)) return refusalReply(refusalInBoth('forbidden', notForThis));
    context.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
    return context.body(prometheusText(await deps.metrics()));
  });
}

const noStore = createMiddleware(async (context, next) => {
  context.header('Cache-Control', 'no-store');
  await next();
});

const tooLong = {
  vi: `Một lần tìm nhiều nhất ${portalLimits.queryCharactersMax} ký tự`,
  en: `A search has at most ${portalLimits.queryCharactersMax} characters`,
};
const notForThis = { vi: 'Số đo không dành cho địa chỉ này', en: 'Metrics are not for this address' };
