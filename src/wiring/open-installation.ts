import { fileURLToPath } from 'node:url';
import type { Config } from '#config/schema.ts';
import type { KeptMonths } from '#directory/audit/keep-months.ts';
import type { DatabaseAddress } from '#io/database.ts';
import { startEmbeddedPostgres } from '#io/embedded-postgres/start-embedded-postgres.ts';
import { takeSupervisorLock } from '#io/embedded-postgres/supervisor-lock.ts';
import type { Log } from '#io/log.ts';
import { analyze, createRoleAndDatabase, type MigrationReport, migrate } from '#io/migrate.ts';
import { keepAudit } from './audit-keeping.ts';
import { checkAuditRights, checkRoles } from './check-roles.ts';
import { type DataDir, prepareDataDir } from './data-dir.ts';
import { embeddedConnections } from './embedded-connections.ts';
import { PostgresKeeper } from './postgres-keeper.ts';

/** What the migrations grant to. Another role signs in as the program once it is a member of this one. */
const applicationRole = 'congthu_app';
const databaseName = 'congthu';
const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

/** A data folder with its database running and migrated; disposing of it stops the embedded PostgreSQL. */
export interface Installation extends AsyncDisposable {
  readonly dataDir: DataDir;
  /** As the application's role: what the program itself uses. */
  readonly application: DatabaseAddress;
  readonly migrated: MigrationReport;
  /** Has PostgreSQL's planner look at the tables, after many rows came at once. */
  analyze(): Promise<void>;
  /** As the owner: removes months of the audit whose time is over, opens those to come. */
  keepAudit(monthsKept: number): Promise<KeptMonths>;
  readonly databaseKind: 'embedded' | 'external';
}

/** Starts the embedded PostgreSQL (or reaches the configured one) and brings the schema up to date. One process at a time a data folder. */
export async function openInstallation(config: Config, log: Log): Promise<Installation> {
  const dataDir = await prepareDataDir(config.dataDir);
  const { url, ownerUrl } = config.database;
  return url !== undefined && ownerUrl !== undefined ? openExternal(dataDir, { url, ownerUrl }, log) : openEmbedded(config, dataDir, log);
}

async function openExternal(dataDir: DataDir, urls: { url: string; ownerUrl: string }, log: Log): Promise<Installation> {
  // The embedded server takes it by itself. Spool and keys are one program's here as there.
  const lock = await takeSupervisorLock(dataDir.root);
  try {
    await checkRoles(urls, applicationRole, log);
    const migrated = await migrate({ url: urls.ownerUrl }, migrations);
    await checkAuditRights({ url: urls.url }, applicationRole);
    return {
      dataDir,
      application: { url: urls.url },
      migrated,
      analyze: () => analyze({ url: urls.ownerUrl }),
      keepAudit: (monthsKept) => keepAudit({ url: urls.ownerUrl }, monthsKept),
      databaseKind: 'external',
      [Symbol.asyncDispose]: () => lock.release(),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openEmbedded(config: Config, dataDir: DataDir, log: Log): Promise<Installation> {
  const { osUser } = config.database;
  const start = () =>
    startEmbeddedPostgres({
      dataDir: dataDir.root,
      maxConnections: embeddedConnections(config),
      ...(osUser === undefined ? {} : { osUser }),
      log: (level, event, fields) => log[level]({ event, ...fields }),
    });
  const embedded = await start();
  try {
    const at = { socketDir: embedded.socketDir, port: embedded.port };
    const owner = { ...at, user: embedded.superuser, database: databaseName };
    await createRoleAndDatabase({ ...owner, database: 'postgres' }, databaseName, applicationRole);
    const migrated = await migrate(owner, migrations);
    const keeper = new PostgresKeeper(embedded, start, log);
    const application = { ...at, user: applicationRole, database: databaseName };
    await checkAuditRights(application, applicationRole);
    return {
      dataDir,
      application,
      migrated,
      analyze: () => analyze(owner),
      keepAudit: (monthsKept) => keepAudit(owner, monthsKept),
      databaseKind: 'embedded',
      [Symbol.asyncDispose]: () => keeper.stop(),
    };
  } catch (error) {
    await embedded.stop('fast');
    throw error;
  }
}
