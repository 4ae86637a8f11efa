import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isErrno, orMissing } from '../file-errors.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { fastStopMsMax, immediateStopMsMax } from './limits.ts';

/**
 * Clears away a server that outlived our process. It is stopped, not adopted: an adopted one would not be our child (its death
 * would go unseen), would keep the settings and binaries of the release before, and its sessions may still hold locks for
 * workers that are dead. A fast stop and a new start cost a few hundred milliseconds and lose nothing acknowledged.
 * The caller holds the supervisor lock, so no living process owns what is found here.
 */
export async function clearOrphan(cluster: string, log: PostgresLog): Promise<void> {
  const dir = await orMissing(realpath(cluster));
  if (dir === undefined) return;
  const recorded = await recordedPostmaster(dir);
  const found = await processesOf(dir);
  if (found.length > 0) {
    // Without a postmaster its backends end by themselves; a fast stop goes to the postmaster only.
    if (recorded !== undefined && found.includes(recorded)) signal([recorded], 'SIGINT');
    if (!(await gone(dir, fastStopMsMax))) signal(await processesOf(dir), 'SIGQUIT');
    if (!(await gone(dir, immediateStopMsMax))) signal(await processesOf(dir), 'SIGKILL');
    if (!(await gone(dir, immediateStopMsMax))) throw new Error(`An old PostgreSQL of ${cluster} cannot be stopped`);
    log('warn', postgresEvents.orphanStopped, { pid: recorded, cluster });
  }
  // PostgreSQL refuses to start when the pid of a stale file belongs to any living process, as soon happens in containers.
  if (recorded !== undefined) await rm(join(dir, 'postmaster.pid'), { force: true });
}

/** The socket's lock file goes stale in the same way. Only for a folder that no living server of ours uses. */
export async function clearSocketLock(socketDir: string, port: number): Promise<void> {
  for (const name of [`.s.PGSQL.${port}.lock`, `.s.PGSQL.${port}`]) await rm(join(socketDir, name), { force: true });
}

async function recordedPostmaster(dir: string): Promise<number | undefined> {
  const text = await orMissing(readFile(join(dir, 'postmaster.pid'), 'utf8'));
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** Every server process stands in its data directory; a shell of an operator standing there is not called postgres. */
async function processesOf(dir: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const belongs = await Promise.all(
    pids.map(async (pid) => (await linkOf(pid, 'cwd')) === dir && /^postgres\b/.test(basename((await linkOf(pid, 'exe')) ?? ''))),
  );
  return pids.filter((_, index) => belongs[index]).map(Number);
}

async function linkOf(pid: string, name: 'cwd' | 'exe'): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/${name}`);
  } catch (error) {
    // Gone meanwhile, or another user's: the cluster's own processes are ours to read.
    if (isErrno(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return undefined;
    throw error;
  }
}

async function gone(dir: string, msMax: number): Promise<boolean> {
  const until = Date.now() + msMax;
  while ((await processesOf(dir)).length > 0) {
    if (Date.now() > until) return false;
    await sleep(20);
  }
  return true;
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (!isErrno(error, 'ESRCH')) throw error;
    }
  }
}
