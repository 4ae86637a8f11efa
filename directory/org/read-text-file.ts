import { open } from 'node:fs/promises';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { FileProblem } from './file-problem.ts';
import { provinceFileOctetsMax } from './limits.ts';

const mistakes: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};

/** A file's text in NFC, without byte order mark. Refused with a sentence: what a person may have mistaken. */
export async function readTextFile(file: string): Promise<Result<string, readonly FileProblem[]>> {
  const mistaken = (message: string) => refused([{ file, row: null, column: null, message }]);
  try {
    await using handle = await open(file);
    if ((await handle.stat()).size > provinceFileOctetsMax) return mistaken(`is larger than ${provinceFileOctetsMax} octets`);
    const text = decodeUtf8(await handle.readFile());
    return text === undefined ? mistaken('is not UTF-8 text') : ok(text.normalize('NFC'));
  } catch (error) {
    const message = error instanceof Error && 'code' in error ? mistakes[String(error.code)] : undefined;
    if (message === undefined) throw new Error(`cannot read ${file}`, { cause: error });
    return mistaken(message);
  }
}

function decodeUtf8(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
