import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BodyDriver } from './body-driver.ts';

/** Bodies as files under one folder, two levels deep by hash. Folders 0700, files 0600: nobody else reads mail. */
export function fileBodyDriver(folder: string): BodyDriver {
  return {
    storage: 'file',
    write: (location, chunks) => writeDurably(join(folder, location), chunks),
    read: (location, start, end) => readRange(join(folder, location), start, end),
    remove: (location) => rm(join(folder, location), { force: true }),
  };
}

// Write, fsync, rename, fsync the folder: after a crash the file is whole or absent.
async function writeDurably(path: string, chunks: readonly Buffer[]): Promise<void> {
  const parent = dirname(path);
  const made = await mkdir(parent, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeAndSync(temporary, chunks);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new Error(`body could not be written: ${(cause as Error).message}`, { cause });
  }
  await syncFolder(parent);
  // Newly made parents are entries of their own parents, which need the same.
  if (made !== undefined) for (let at = dirname(parent); at.length >= dirname(made).length; at = dirname(at)) await syncFolder(at);
}

async function writeAndSync(path: string, chunks: readonly Buffer[]): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writev([...chunks]);
  await file.sync();
}

async function syncFolder(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}

async function readRange(path: string, start: number, end: number): Promise<Buffer> {
  await using file = await open(path, 'r');
  const octets = Buffer.allocUnsafe(end - start);
  let at = 0;
  while (at < octets.length) {
    const { bytesRead } = await file.read(octets, at, octets.length - at, start + at);
    if (bytesRead === 0) throw new Error(`body file ${path} ends at ${start + at}, wanted ${end}`);
    at += bytesRead;
  }
  return octets;
}
