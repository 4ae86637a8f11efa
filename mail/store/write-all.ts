import type { FileHandle } from 'node:fs/promises';

/** Writes the whole chunk: one write may take a part only and say so just in its answer (a disk that fills up). */
export async function writeAll(file: Pick<FileHandle, 'write'>, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
}
