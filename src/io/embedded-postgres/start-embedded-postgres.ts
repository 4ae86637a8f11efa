import { isAbsolute, join } from 'node:path';
import { writeDurably } from '../write-durably.ts';
import { prepareBinaries } from './binaries.ts';
import { prepareCluster } from './cluster.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts';
import { launch, type PreparedServer, port } from './launch.ts';
import { clearOrphan, clearSocketLock } from './orphan.ts';
import { chooseOsUser } from './os-user.ts';
import { clusterDirOf, findHome, ownerOfCluster, settleHome } from './place.ts';
import { ServerLog } from './server-log.ts';
import { renderSettings } from './settings.ts';
import { prepareSocketDir } from './socket-dir.ts';
import { takeSupervisorLock } from './supervisor-lock.ts';

/** Starts the embedded server of a data folder, making the cluster at the first start, and answers when it accepts connections. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (!isAbsolute(options.dataDir)) throw new Error(`Data folder must be an absolute path: ${options.dataDir}`);
  const lock = await takeSupervisorLock(options.dataDir);
  let serverLog: ServerLog | undefined;
  try {
    const prepared = await prepare(options);
    serverLog = await ServerLog.open(options.dataDir);
    return await launch(prepared, serverLog, lock, options.log);
  } catch (error) {
    await serverLog?.close();
    await lock.release();
    throw error;
  }
}

async function prepare(options: EmbeddedPostgresOptions): Promise<PreparedServer> {
  const { dataDir, log } = options;
  const found = await findHome(dataDir);
  const runAs = await chooseOsUser(options.osUser, await ownerOfCluster(found), log);
  const home = await settleHome(dataDir, found, runAs, log);
  await clearOrphan(clusterDirOf(home), log);
  const binaries = await prepareBinaries(home, runAs, log);
  const cluster = await prepareCluster(home, binaries, runAs, log);
  const socketDir = await prepareSocketDir(home, runAs, log);
  await clearSocketLock(socketDir, port);
  const settings = renderSettings({
    socketDir,
    port,
    maxConnections: options.maxConnections,
    sharedBuffersMb: options.sharedBuffersMb ?? 256,
    durability: options.durability ?? 'full',
  });
  await writeDurably(join(home, 'congthu.conf'), settings, 0o644);
  return { postgres: join(binaries.dir, 'bin/postgres'), cluster, socketDir, runAs };
}
