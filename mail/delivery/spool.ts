import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Spool } from '#mail/smtp/backend.ts';
import { writeAll } from '#mail/store/write-all.ts';
import { deliveryLimits } from './limits.ts';

/**
 * A private place for one message while it arrives: memory first, a file (mode 0600) in `folder` when it grows. Nothing of it is promised to
 * anyone before the commit, so it is never synced; the folder is emptied at start.
 */
export function openSpool(folder: string): Spool {
  const chunks: Buffer[] = [];
  let sizeOctets = 0;
  let path: string | undefined;
  let file: FileHandle | undefined;

  async function spill(): Promise<FileHandle> {
    path = join(folder, `${process.pid}-${randomBytes(8).toString('hex')}`);
    file = await open(path, 'wx', 0o600);
    for (const chunk of chunks) await writeAll(file, chunk);
    chunks.length = 0;
    return file;
  }

  return {
    get sizeOctets() {
      return sizeOctets;
    },
    async write(chunk) {
      sizeOctets += chunk.length;
      if (file) {
        await writeAll(file, chunk);
        return;
      }
      // The chunk may be a view into a socket's buffer that is filled again.
      chunks.push(Buffer.from(chunk));
      if (sizeOctets > deliveryLimits.spoolMemoryOctetsMax) await spill();
    },
    async read() {
      return path === undefined ? Buffer.concat(chunks) : readFile(path);
    },
    async [Symbol.asyncDispose]() {
      chunks.length = 0;
      await file?.close();
      if (path !== undefined) await rm(path, { force: true });
    },
  };
}
