import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from '#config/schema.ts';
import { type Database, type DatabaseAddress, openDatabase } from '#io/database.ts';
import { DataFolderInUse } from '#io/embedded-postgres/supervisor-lock.ts';
import type { Log } from '#io/log.ts';
import { writeDurably } from '#io/write-durably.ts';
import { type DataDir, prepareDataDir } from './data-dir.ts';
import { openInstallation } from './open-installation.ts';

export interface OpenedForCommand extends AsyncDisposable {
  readonly database: Database;
  readonly dataDir: DataDir;
}

const addressFile = (dataDir: string) => join(dataDir, 'database.json');

/** Leaves word of where the running program's database is, for commands given beside it. */
export function noteDatabase(dataDir: DataDir, address: DatabaseAddress): Promise<void> {
  // The operator's own URL holds a password and stands in the configuration, which the command reads too.
  return 'url' in address ? Promise.resolve() : writeDurably(addressFile(dataDir.root), `${JSON.stringify(address)}\n`, 0o600);
}

/** The database for one command: that of the running program, or started for as long as the command takes. */
export async function openForCommand(config: Config, log: Log): Promise<OpenedForCommand> {
  await using resources = new AsyncDisposableStack();
  const { dataDir, application } = await reach(config, log, resources);
  const onIdleError = (err: Error) => log.warn({ event: 'worker.database-connection-lost', err });
  const database = resources.use(openDatabase(application, { poolSize: 3, applicationName: 'congthu command', onIdleError }));
  const opened = resources.move();
  return { database, dataDir, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

async function reach(
  config: Config,
  log: Log,
  resources: AsyncDisposableStack,
): Promise<{ dataDir: DataDir; application: DatabaseAddress }> {
  try {
    return resources.use(await openInstallation(config, log));
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error;
    const application = JSON.parse(await readFile(addressFile(resolve(config.dataDir)), 'utf8')) as DatabaseAddress;
    return { dataDir: await prepareDataDir(config.dataDir), application };
  }
}
