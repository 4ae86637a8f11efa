import { lstat } from 'node:fs/promises';

/** True for a system error with one of these codes (`ENOENT`, `EACCES`…). */
export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Awaits a file operation; `undefined` when what it asks for is not there. */
export async function orMissing<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation;
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

export async function exists(path: string): Promise<boolean> {
  return (await orMissing(lstat(path))) !== undefined;
}
