import type { Config } from '#config/schema.ts';
import { connectionLimits, connectionsOfWorker } from './limits.ts';
import { workerCount } from './worker-count.ts';

/** max_connections of our own server: as many as this machine's workers want, unless somebody chose. */
export function embeddedConnections(config: Config): number {
  const { maxConnections, poolPerWorker } = config.database;
  const wanted = workerCount(config) * connectionsOfWorker(poolPerWorker) + connectionLimits.reserved;
  return maxConnections ?? Math.max(wanted, connectionLimits.embeddedMin);
}
