import { fileURLToPath } from 'node:url';
import type { Config } from '#config/schema.ts';
import type { DatabaseAddress } from '#io/database.ts';
import type { EmbeddedPostgres } from '#io/embedded-postgres/embedded-postgres.ts';
import { startEmbeddedPostgres } from '#io/embedded-postgres/start-embedded-postgres.ts';
import type { Log } from '#io/log.ts';
import { createRoleAndDatabase, type MigrationReport, migrate } from '#io/migrate.ts';
import { type DataDir, prepareDataDir } from './data-dir.ts';

export const applicationRole = 'congthu_app';
const databaseName = 'congthu';
const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** A data folder with its database running and migrated. */
export interface Installation extends AsyncDisposable {
  readonly dataDir: DataDir;
  /** As the application's role: what the program itself uses. */
  readonly application: DatabaseAddress;
  /** As the schema's owner: migrations and nothing else. */
  readonly owner: DatabaseAddress;
  readonly migrated: MigrationReport;
  /** null when the operator's own PostgreSQL is used. */
  readonly embedded: EmbeddedPostgres | null;
}

/** Starts the embedded PostgreSQL (or reaches the configured one) and brings the schema up to date. */
export async function openInstallation(config: Config, log: Log): Promise<Installation> {
  const dataDir = await prepareDataDir(config.dataDir);
  if (config.database.url !== undefined && config.database.ownerUrl !== undefined) {
    const owner = { url: config.database.ownerUrl };
    const migrated = await migrate(owner, migrations);
    return { dataDir, application: { url: config.database.url }, owner, migrated, embedded: null, async [Symbol.asyncDispose]() {} };
  }
  const embedded = await startEmbedded(config, dataDir, log);
  try {
    const at = { socketDir: embedded.socketDir, port: embedded.port };
    const owner = { ...at, user: embedded.superuser, database: databaseName };
    await createRoleAndDatabase({ ...owner, database: 'postgres' }, databaseName, applicationRole);
    const migrated = await migrate(owner, migrations);
    const application = { ...at, user: applicationRole, database: databaseName };
    return { dataDir, application, owner, migrated, embedded, [Symbol.asyncDispose]: () => embedded.stop('fast') };
  } catch (error) {
    await embedded.stop('fast');
    throw error;
  }
}

export function startEmbedded(config: Config, dataDir: DataDir, log: Log): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDir: dataDir.root,
    maxConnections: config.database.maxConnections,
    ...(config.database.osUser === undefined ? {} : { osUser: config.database.osUser }),
    log: (level, event, fields) => log[level]({ event, ...fields }),
  });
}
