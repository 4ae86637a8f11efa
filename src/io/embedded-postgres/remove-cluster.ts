import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresLog } from './events.ts';
import { clearOrphan } from './orphan.ts';
import { clusterDirOf, findHome } from './place.ts';
import { takeSupervisorLock } from './supervisor-lock.ts';

/**
 * Removes the database of a data folder for good, wherever it stands, after stopping a server that may still run on it.
 * Throws DataFolderInUse while a living process supervises it.
 */
export async function removeEmbeddedCluster(dataDir: string, log: PostgresLog): Promise<void> {
  const lock = await takeSupervisorLock(dataDir);
  try {
    const home = (await findHome(dataDir)) ?? join(dataDir, 'postgres');
    await clearOrphan(clusterDirOf(home), log);
    await rm(home, { recursive: true, force: true });
    await rm(join(dataDir, 'postgres.location'), { force: true });
  } finally {
    await lock.release();
  }
}
