import { mkdir, open, opendir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { BodyDriver } from './body-driver.ts';
import { BodyReader } from './body-reader.ts';
import { writeAll } from './write-all.ts';

/** Bodies as files in folders by the beginning of their hash. Folders 0700, files 0600: nobody else reads mail. */
export function fileBodyDriver(folder: string): BodyDriver {
  const reader = new BodyReader();
  const knownFolders = new Set<string>();
  return {
    storage: 'file',
    async write(location, chunks) {
      const path = join(folder, location);
      const parent = dirname(path);
      if (!knownFolders.has(parent)) {
        await mkdir(parent, { recursive: true, mode: 0o700 });
        // Somebody else may have made the folders this moment, and not have synced them yet: once a process, those above it.
        await syncFolders(dirname(parent), folder);
        knownFolders.add(parent);
      }
      await writeDurably(path, chunks);
    },
    read: (location, frames, room) => reader.read({ path: join(folder, location), frames, room }),
    remove: (location) => rm(join(folder, location), { force: true }),
    list: () => listFiles(folder),
  };
}

// File and folder are synced before anybody names the file: what a crash leaves of it is a stray, which the sweeper removes.
async function writeDurably(path: string, chunks: readonly Buffer[]): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  try {
    for (const chunk of chunks) await writeAll(file, chunk);
    await Promise.all([file.sync(), syncFolder(dirname(path))]);
  } catch (cause) {
    await rm(path, { force: true });
    throw new Error(`body could not be written: ${(cause as Error).message}`, { cause });
  }
}

async function syncFolders(from: string, to: string): Promise<void> {
  for (let at = from; ; at = dirname(at)) {
    await syncFolder(at);
    if (at === dirname(to) || at === dirname(at)) return;
  }
}

async function* listFiles(folder: string): AsyncGenerator<{ location: string; writtenAt: Date }> {
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(ifGone);
    if (found) yield { location: relative(folder, path), writtenAt: found.mtime };
  }
}

function ifGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function syncFolder(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}
