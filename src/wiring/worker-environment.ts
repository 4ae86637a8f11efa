import { compileCacheEnvironment } from './compile-cache.ts';

/**
 * What a worker has in its environment besides what it inherits; what an operator has set stays.
 *
 * One arena of glibc's malloc for all threads. By itself it gives every thread of the pool one, and each keeps what it once needed: the 19 MB that
 * checking a password takes (argon2id), four or five times over. From one arena those 19 MB serve the next password, and the TLS buffers of
 * idle clients in between. Measured with two workers, three pairs of runs: after 200 sign-ins 290 MB instead of 405, and each of 2,000 idle clients
 * (TLS, IDLE) 58 KB instead of 87; a password takes as long as before. MALLOC_MMAP_THRESHOLD_ of 1 MB, which gives such memory back to the kernel, saved 90 MB
 * more after the sign-ins and next to nothing of an idle client, but a password took 36 ms of processor time instead of 25. Other C libraries pass over it.
 */
export function workerEnvironment(inherited: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const isSet = inherited.MALLOC_ARENA_MAX !== undefined || inherited.GLIBC_TUNABLES?.includes('arena_max') === true;
  return { ...compileCacheEnvironment(), ...(isSet ? {} : { MALLOC_ARENA_MAX: '1' }) };
}
