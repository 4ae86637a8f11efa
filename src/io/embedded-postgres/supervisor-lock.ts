import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno, orMissing } from '../file-errors.ts';

/** One process supervises a data folder; without this a second start would take the first one's server for an orphan. */
export interface SupervisorLock {
  release(): Promise<void>;
}

export class DataFolderInUse extends Error {
  constructor(pid: number, lockPath: string) {
    super(`Another Công Thư (process ${pid}) is running on this data folder (${lockPath})`);
  }
}

/**
 * Takes `<dataDir>/postgres.lock`. The holder is named by pid, its start time and the boot, so that neither a re-used pid nor a
 * reboot keeps a dead holder's lock alive. The lock appears complete, by link(2): nobody reads half of it.
 */
export async function takeSupervisorLock(dataDir: string): Promise<SupervisorLock> {
  const path = join(dataDir, 'postgres.lock');
  const own = await identityOfProcess(process.pid);
  if (own === undefined) throw new Error('The embedded PostgreSQL needs Linux with /proc; set database.url to use another server');
  const candidate = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeCandidate(candidate, own, dataDir);
  try {
    for (;;) {
      if (await linked(candidate, path)) return { release: () => rm(path, { force: true }) };
      await clearDeadHolder(path);
    }
  } finally {
    await rm(candidate, { force: true });
  }
}

async function writeCandidate(candidate: string, own: string, dataDir: string): Promise<void> {
  try {
    await writeFile(candidate, own, { mode: 0o644, flag: 'wx' });
  } catch (cause) {
    throw new Error(`The data folder ${dataDir} cannot be written by this user`, { cause });
  }
}

async function linked(candidate: string, path: string): Promise<boolean> {
  try {
    await link(candidate, path);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

async function clearDeadHolder(path: string): Promise<void> {
  const holder = await orMissing(readFile(path, 'utf8'));
  if (holder === undefined) return;
  const pid = Number.parseInt(holder, 10);
  if ((await identityOfProcess(pid)) === holder) throw new DataFolderInUse(pid, path);
  // Renamed and not unlinked: of two processes clearing at once, only one moves this file away.
  const dead = `${path}.dead.${process.pid}`;
  await orMissing(rename(path, dead));
  const moved = await orMissing(readFile(dead, 'utf8'));
  if (moved !== undefined && moved !== holder) await link(dead, path); // a new holder's: put back
  await rm(dead, { force: true });
}

/** `pid start-ticks boot-id`, or undefined when no such process lives. */
async function identityOfProcess(pid: number): Promise<string | undefined> {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const stat = await orMissing(readFile(`/proc/${pid}/stat`, 'utf8'));
  if (stat === undefined) return undefined;
  // proc_pid_stat(5): the name in parentheses may hold spaces; after it come state (field 3) … starttime (field 22).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined; // killed, only not reaped yet
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${pid} ${fields[19]} ${bootId.trim()}\n`;
}
