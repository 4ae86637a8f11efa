import { availableParallelism } from 'node:os';
import type { Config } from '#config/schema.ts';

/** `auto` is one per core that this process may use. */
export function workerCount(config: Config): number {
  return config.workers === 'auto' ? availableParallelism() : config.workers;
}
