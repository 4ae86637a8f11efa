import { randomBytes } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, orMissing } from '../file-errors.ts';
import { writeDurably } from '../write-durably.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { canAccess, type RunAs } from './run-program.ts';

/** Where clusters stand whose data folder their OS user cannot reach. */
const systemPlace = '/var/lib/congthu';

const locationFile = (dataDir: string) => join(dataDir, 'postgres.location');

export const clusterDirOf = (home: string) => join(home, 'cluster');

/** The folder that holds `cluster/`, `run/` and the rest, when an earlier start has chosen one. */
export async function findHome(dataDir: string): Promise<string | undefined> {
  const recorded = await orMissing(readFile(locationFile(dataDir), 'utf8'));
  const home = recorded === undefined ? join(dataDir, 'postgres') : recorded.trim();
  if (await exists(clusterDirOf(home))) return home; // the name appears only when the cluster is complete
  if (recorded === undefined) return undefined;
  if (await exists(home)) return home; // recorded, then interrupted before the cluster was made
  throw new Error(
    `${locationFile(dataDir)} says that the database stands in ${home}, which is gone: restore it, or remove that file to begin with an empty database`,
  );
}

/** The uid that owns the cluster, if there is one. */
export async function ownerOfCluster(home: string | undefined): Promise<number | undefined> {
  if (home === undefined) return undefined;
  return (await orMissing(lstat(clusterDirOf(home))))?.uid;
}

/** A home found earlier must still be reachable; a new one stands in the data folder, or else under /var/lib/congthu. */
export async function settleHome(dataDir: string, found: string | undefined, runAs: RunAs, log: PostgresLog): Promise<string> {
  const home = found ?? join(dataDir, 'postgres');
  const isNew = found === undefined && !(await exists(home));
  await makeHome(home, runAs);
  if (await canAccess(runAs, 'execute', home)) return home;
  if (found !== undefined)
    throw new Error(
      `The OS user "${runAs.name}" cannot reach the database in ${home}: let it pass through the parent folders (chmod o+x), or move the data folder`,
    );
  if (isNew) await rmdir(home);
  return placeElsewhere(dataDir, runAs, log);
}

async function placeElsewhere(dataDir: string, runAs: RunAs, log: PostgresLog): Promise<string> {
  const home = join(systemPlace, randomBytes(8).toString('hex'));
  await mkdir(systemPlace, { recursive: true, mode: 0o755 });
  await makeHome(home, runAs);
  if (!(await canAccess(runAs, 'execute', home)))
    throw new Error(`The OS user "${runAs.name}" can reach neither the data folder ${dataDir} nor ${systemPlace}`);
  // Recorded before anything is in it: a crash from here on finds the folder again.
  await writeDurably(locationFile(dataDir), `${home}\n`, 0o644);
  log('warn', postgresEvents.clusterElsewhere, { dataDir, home, reason: `OS user ${runAs.name} cannot reach the data folder` });
  return home;
}

/** Root keeps the folder itself, so that the server's user cannot replace what root reads and writes in it. */
async function makeHome(home: string, runAs: RunAs): Promise<void> {
  await mkdir(home, { recursive: true });
  await chmod(home, runAs.isSelf ? 0o700 : 0o711);
}
