import { availableParallelism } from 'node:os';
import pg from 'pg';
import type { Config } from '#config/schema.ts';
import { connectionConfig } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import { emptySpool } from './data-dir.ts';
import { firstRun } from './first-run.ts';
import { wiringLimits } from './limits.ts';
import { loadTls } from './load-tls.ts';
import { noteDatabase } from './open-for-command.ts';
import { type Installation, openInstallation } from './open-installation.ts';
import { usableAddresses } from './probe-ports.ts';
import { WorkerProcess } from './worker-process.ts';

export interface RunningSystem extends AsyncDisposable {
  readonly installation: Installation;
  readonly workers: number;
  readonly addresses: readonly string[];
  /** The province was set up just now. */
  readonly isFirstRun: boolean;
}

/**
 * Starts everything: PostgreSQL, the schema, TLS, the province at a first start, and the workers. This process then only supervises: it
 * serves no client itself. Disposing of it stops all in order: clients are told, transactions end, PostgreSQL last.
 */
export async function startSystem(config: Config, log: Log): Promise<RunningSystem> {
  const addresses = await usableAddresses(config);
  await using resources = new AsyncDisposableStack();
  const installation = resources.use(await openInstallation(config, log));
  const count = config.workers === 'auto' ? availableParallelism() : config.workers;
  await checkConnections(config, installation, count);
  await noteDatabase(installation.dataDir, installation.application);
  await emptySpool(installation.dataDir.spool);
  const { authority, material } = await loadTls(config, installation.dataDir, systemClock);
  const isFirstRun = await firstRun({ config, installation, authority, log, withPeople: true });
  const { dataDir, application: database } = installation;
  const workers = Array.from(
    { length: count },
    (_, index) => new WorkerProcess(() => ({ config, addresses, dataDir, database, tls: material, index }), log),
  );
  resources.defer(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  });
  await Promise.all(workers.map((worker) => worker.run()));
  const running = resources.move();
  return { installation, workers: count, addresses, isFirstRun, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function checkConnections(config: Config, installation: Installation, workers: number): Promise<void> {
  const client = new pg.Client(connectionConfig(installation.application));
  await client.connect();
  const { rows } = await client.query<{ max_connections: string }>('SHOW max_connections').finally(() => client.end());
  const available = Number(rows[0]?.max_connections) - wiringLimits.reservedConnections;
  const wanted = workers * (config.database.poolPerWorker + wiringLimits.extraConnectionsPerWorker);
  if (wanted <= available) return;
  throw new Error(
    `${workers} workers want ${wanted} connections and PostgreSQL has ${available} for them: lower workers or database.poolPerWorker, ` +
      'or raise max_connections',
  );
}
