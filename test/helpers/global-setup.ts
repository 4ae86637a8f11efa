import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { removeEmbeddedCluster } from '#io/embedded-postgres/remove-cluster.ts';
import { startEmbeddedPostgres } from '#io/embedded-postgres/start-embedded-postgres.ts';
import { DataFolderInUse } from '#io/embedded-postgres/supervisor-lock.ts';
import { createRoleAndDatabase, migrate } from '#io/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: {
      readonly socketDir: string;
      readonly port: number;
      readonly superuser: string;
      readonly applicationRole: string;
      readonly template: string;
    };
  }
}

const template = 'congthu_template';
const applicationRole = 'congthu_app';

const folderPrefix = 'congthu-test-';
const abandonedAfterMs = 10 * 60_000;
const migrations = fileURLToPath(new URL('../../src/migrations', import.meta.url));
const silent = () => undefined;

/** One PostgreSQL for the whole run, with the migrated template that each test file copies (test-database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepAbandoned();
  const dataDir = await mkdtemp(join(tmpdir(), folderPrefix));
  const removeAll = async () => {
    await removeEmbeddedCluster(dataDir, silent);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const stop = await startWithTemplate(dataDir, project);
    return async () => {
      await stop();
      await removeAll();
    };
  } catch (error) {
    await removeAll();
    throw error;
  }
}

async function startWithTemplate(dataDir: string, project: TestProject): Promise<() => Promise<void>> {
  await chmod(dataDir, 0o711); // as root, the server's user must pass through
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: silent,
    ...(process.getuid?.() === 0 ? { osUser: 'nobody' } : {}), // running tests adds no user to the machine
    maxConnections: 200,
    sharedBuffersMb: 128,
    durability: 'off-for-tests',
  });
  try {
    const at = { socketDir: postgres.socketDir, port: postgres.port, user: postgres.superuser };
    await createRoleAndDatabase({ ...at, database: 'postgres' }, template, applicationRole);
    await migrate({ ...at, database: template }, migrations);
    const { socketDir, port, superuser } = postgres;
    project.provide('postgres', { socketDir, port, superuser, applicationRole, template });
  } catch (error) {
    await postgres.stop('immediate');
    throw error;
  }
  return () => postgres.stop('immediate');
}

/** A run that was killed leaves its server and folder behind; the next one clears them away. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue;
    const dataDir = join(tmpdir(), name);
    try {
      if (!(await isOldAndOurs(dataDir))) continue;
      await removeEmbeddedCluster(dataDir, silent);
      await rm(dataDir, { recursive: true, force: true });
    } catch (error) {
      // In use by a run that is still going on, or just swept by another one.
      if (!(error instanceof DataFolderInUse) && existsSync(dataDir)) throw error;
    }
  }
}

/** Young folders are left alone: their run may be about to start its server. */
async function isOldAndOurs(dataDir: string): Promise<boolean> {
  const { uid, mtimeMs } = await stat(dataDir);
  return uid === process.getuid?.() && Date.now() - mtimeMs > abandonedAfterMs;
}
