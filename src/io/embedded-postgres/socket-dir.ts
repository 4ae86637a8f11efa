import { createHash } from 'node:crypto';
import { chmod, lchown, lstat, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isErrno } from '../file-errors.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { socketDirBytesMax } from './limits.ts';
import { canAccess, type RunAs } from './run-program.ts';

/** The folder of the unix socket, 0700 of the server's user: who cannot enter it cannot connect. */
export async function prepareSocketDir(home: string, runAs: RunAs, log: PostgresLog): Promise<string> {
  const beside = join(home, 'run');
  if (Buffer.byteLength(beside) <= socketDirBytesMax) {
    await mkdir(beside, { recursive: true });
    await makePrivate(beside, runAs);
    return beside;
  }
  const short = await shortSocketDir(home, runAs);
  log('info', postgresEvents.socketDirElsewhere, { socketDir: short, reason: `${beside} is too long for a unix socket` });
  return short;
}

async function shortSocketDir(home: string, runAs: RunAs): Promise<string> {
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    const name = `congthu-${createHash('sha256').update(`${runAs.uid} ${home}`).digest('hex').slice(0, 12)}`;
    const path = join(parent, name);
    if (Buffer.byteLength(path) + '-XXXXXX'.length > socketDirBytesMax || !(await canAccess(runAs, 'execute', parent))) continue;
    if (await madeOrOurs(path, runAs)) return path;
    // Somebody put another thing under the foreseeable name: leave it, and take a name that cannot be foreseen.
    const unforeseeable = await mkdtemp(`${path}-`);
    await makePrivate(unforeseeable, runAs);
    return unforeseeable;
  }
  throw new Error(`No folder for a unix socket: ${home} and the temporary folder have paths that are too long or cannot be reached`);
}

async function madeOrOurs(path: string, runAs: RunAs): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    await makePrivate(path, runAs);
    return true;
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
  const found = await lstat(path);
  return found.isDirectory() && found.uid === runAs.uid && (found.mode & 0o777) === 0o700;
}

async function makePrivate(path: string, runAs: RunAs): Promise<void> {
  await chmod(path, 0o700);
  if (!runAs.isSelf) await lchown(path, runAs.uid, runAs.gid);
}
