import { constants } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { orMissing } from '../file-errors.ts';
import { logBytesMax, logTailBytes, oldLogsMax } from './limits.ts';

/** The server's own log, `<dataDir>/postgres.log`. We open it, so that the server's user needs no right to the data folder. */
export class ServerLog {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #start: number;

  private constructor(path: string, file: FileHandle, start: number) {
    this.path = path;
    this.#file = file;
    this.#start = start;
  }

  static async open(dataDir: string): Promise<ServerLog> {
    const path = join(dataDir, 'postgres.log');
    await rotate(path);
    const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW, 0o600);
    return new ServerLog(path, file, (await file.stat()).size);
  }

  get fd(): number {
    return this.#file.fd;
  }

  /** The last lines written since it was opened. */
  async tail(): Promise<string> {
    const { size } = await this.#file.stat();
    const length = Math.max(0, Math.min(size - this.#start, logTailBytes));
    const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead).trim();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function rotate(path: string): Promise<void> {
  const found = await orMissing(stat(path));
  if (found === undefined || found.size <= logBytesMax) return;
  for (let n = oldLogsMax - 1; n >= 1; n--) await orMissing(rename(`${path}.${n}`, `${path}.${n + 1}`));
  await rename(path, `${path}.1`);
}
