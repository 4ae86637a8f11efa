import { constants, enableCompileCache, flushCompileCache } from 'node:module';

let keptIn: string | undefined;

/**
 * Keeps compiled modules for the next start (it halves the time a start takes). The folder must be one that nobody else can write: who
 * plants something there runs code here. A folder that cannot be written is passed over: the start is slower, nothing else.
 */
export function keepCompiled(folder: string): void {
  if (keptIn !== undefined) return;
  const { ENABLED, ALREADY_ENABLED } = constants.compileCacheStatus;
  const { status } = enableCompileCache(folder);
  if (status === ENABLED) keptIn = folder;
  // NODE_COMPILE_CACHE says where, and workers inherit it.
  if (status === ALREADY_ENABLED) keptIn = process.env.NODE_COMPILE_CACHE;
}

/** What a worker needs in its environment to share the folder. */
export function compileCacheEnvironment(): { NODE_COMPILE_CACHE?: string } {
  return keptIn === undefined ? {} : { NODE_COMPILE_CACHE: keptIn };
}

/** Writes it now and not at the end, which a kill -9 would not let come. */
export function flushCompiled(): void {
  flushCompileCache();
}
