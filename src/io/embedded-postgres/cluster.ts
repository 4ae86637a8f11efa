import { appendFile, lchown, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { orMissing } from '../file-errors.ts';
import { syncDirectory } from '../write-durably.ts';
import type { Binaries } from './binaries.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { clusterDirOf } from './place.ts';
import { type RunAs, runProgram } from './run-program.ts';

export const superuser = 'congthu_owner';

/** Makes the cluster of a first start; of a later one, checks that these binaries can run it and that its owner is right. */
export async function prepareCluster(home: string, binaries: Binaries, runAs: RunAs, log: PostgresLog): Promise<string> {
  const cluster = clusterDirOf(home);
  const version = (await orMissing(readFile(join(cluster, 'PG_VERSION'), 'utf8')))?.trim();
  if (version === undefined) {
    await createCluster(home, cluster, binaries, runAs);
    log('info', postgresEvents.clusterCreated, { cluster, user: runAs.name, version: binaries.packageVersion });
    return cluster;
  }
  if (version !== binaries.major)
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${version}, the installed binaries are PostgreSQL ${binaries.major}: upgrade it with pg_upgrade or a dump, or install the earlier release`,
    );
  if (!runAs.isSelf && (await lstat(cluster)).uid !== runAs.uid) {
    await giveTo(cluster, runAs);
    log('info', postgresEvents.clusterChowned, { cluster, user: runAs.name });
  }
  return cluster;
}

/**
 * initdb syncs what it wrote by itself (60 ms here), and the name `cluster` appears only after that: an interrupted first start
 * leaves no half cluster, and a power cut right after it no empty files.
 */
async function createCluster(home: string, cluster: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  const unfinished = join(home, 'cluster.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (!runAs.isSelf) await lchown(unfinished, runAs.uid, runAs.gid);
  const { code, output } = await runProgram(
    join(binaries.dir, 'bin/initdb'),
    [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      '--auth-local=trust',
      '--auth-host=reject',
      '--encoding=UTF8',
      // The order of bytes, not of a language: the same on every machine and after every upgrade of its C library.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
    ],
    runAs,
  );
  if (code !== 0) throw new Error(`initdb could not create the database in ${cluster} as OS user "${runAs.name}": ${output.trim()}`);
  await appendFile(join(unfinished, 'postgresql.conf'), "\ninclude = '../congthu.conf'\n", { flush: true });
  await rename(unfinished, cluster);
  await syncDirectory(home);
}

/** For a cluster that another user ran before, or that a restore as root left with root. */
async function giveTo(path: string, runAs: RunAs): Promise<void> {
  await lchown(path, runAs.uid, runAs.gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) await giveTo(child, runAs);
    else await lchown(child, runAs.uid, runAs.gid);
  }
}
