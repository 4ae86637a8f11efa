import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '#config/schema.ts';
import { connectionConfig } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { startAuditKeeping } from './audit-keeping.ts';
import { flushCompiled, keepCompiled } from './compile-cache.ts';
import { emptySpool } from './data-dir.ts';
import { firstRun } from './first-run.ts';
import { connectionLimits, connectionsOfWorker } from './limits.ts';
import { loadAuthority, loadTls } from './load-tls.ts';
import { noteDatabase } from './open-for-command.ts';
import { type Installation, openInstallation } from './open-installation.ts';
import { usableAddresses } from './probe-ports.ts';
import { readProvince } from './read-province.ts';
import { maxConnections } from './role-sql.ts';
import { workerCount } from './worker-count.ts';
import { workerEnvironment } from './worker-environment.ts';
import type { ConfigSource, WorkerStart } from './worker-messages.ts';
import { WorkerProcess } from './worker-process.ts';

/** The configuration, and where it was read. */
export interface ConfigRead {
  readonly config: Config;
  readonly configSource: ConfigSource;
}

export interface RunningSystem extends AsyncDisposable {
  readonly installation: Installation;
  readonly workers: number;
  readonly addresses: readonly string[];
  /** The province was set up just now. */
  readonly isFirstRun: boolean;
}

/**
 * Starts everything: PostgreSQL, the schema, TLS, the province at a first start, and the workers. This process then only supervises: it
 * serves no client itself. Disposing of it stops all in order: clients are told, transactions end, PostgreSQL last; so does `asked`, before
 * the start has come to its end, with its reason thrown.
 */
export async function startSystem({ config, configSource }: ConfigRead, log: Log, asked: AbortSignal): Promise<RunningSystem> {
  const addresses = await usableAddresses(config);
  await using resources = new AsyncDisposableStack();
  const installation = resources.use(await openInstallation(config, log));
  asked.throwIfAborted();
  const { start, isFirstRun } = await prepare(config, configSource, addresses, installation, log);
  asked.throwIfAborted();
  resources.use(await startAuditKeeping({ keep: () => installation.keepAudit(config.audit.monthsKept), log }));
  const workers = Array.from({ length: workerCount(config) }, (_, index) => new WorkerProcess({ ...start, index }, log));
  resources.defer(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  });
  await Promise.all(workers.map((worker) => worker.run()));
  asked.throwIfAborted();
  flushCompiled();
  const running = resources.move();
  return { installation, workers: workers.length, addresses, isFirstRun, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Everything a worker must be told, made or read. */
async function prepare(
  config: Config,
  configSource: ConfigSource,
  addresses: readonly string[],
  installation: Installation,
  log: Log,
): Promise<{ start: Omit<WorkerStart, 'index'>; isFirstRun: boolean }> {
  const { dataDir, application: database } = installation;
  // For an installation whose user may not write into the checkout.
  keepCompiled(join(dataDir.root, 'compiled'));
  await checkConnections(config, installation);
  await noteDatabase(dataDir, database);
  await emptySpool(dataDir.spool);
  const authority = await loadAuthority(dataDir, systemClock);
  const isFirstRun = await firstRun({ config, installation, authority, log, withPeople: true });
  const { name, domains } = await readProvince(config);
  const tls = await loadTls({ config, dataDir, authority, mailDomains: domains }, systemClock);
  const environment = workerEnvironment();
  return { start: { config, configSource, addresses, dataDir, database, tls, province: { name, domains }, environment }, isFirstRun };
}

async function checkConnections(config: Config, installation: Installation): Promise<void> {
  const client = new pg.Client(connectionConfig(installation.application));
  client.on('error', () => undefined); // the query under way rejects
  await client.connect();
  const available = (await maxConnections(client).finally(() => client.end())) - connectionLimits.reserved;
  const workers = workerCount(config);
  const wanted = workers * connectionsOfWorker(config.database.poolPerWorker);
  if (wanted <= available) return;
  throw new Error(
    `${workers} workers want ${wanted} connections and PostgreSQL has ${available} for them: lower workers or database.poolPerWorker, ` +
      'or raise max_connections',
  );
}
