import type { SystemStatus } from '../api/api-contract.ts';

/** How something stands: well; to be looked at; not working; not there by choice. */
export type Standing = 'well' | 'watch' | 'fails' | 'off';

const hourMs = 3_600_000;
/** A sender waits that long before anybody telephones; servers that ask to come back do so within it. */
const queueWatchMs = hourMs;
/** PostgreSQL on the same machine answers in under a millisecond. */
const databaseSlowMs = 500;
const diskWatchShare = 0.15;
const diskFailsShare = 0.05;

export function standingsOf({ databaseAnswerMs, isBodyStoreWritable, scanner, outbound, queue, storage, readAt }: SystemStatus) {
  const free = storage.diskOctets === 0 ? 1 : storage.freeOctets / storage.diskOctets;
  const waitedMs = queue.oldestAt === null ? 0 : Date.parse(readAt) - Date.parse(queue.oldestAt);
  const disk: Standing = free < diskFailsShare ? 'fails' : free < diskWatchShare ? 'watch' : 'well';
  return {
    database: databaseAnswerMs > databaseSlowMs ? 'watch' : 'well',
    storage: isBodyStoreWritable ? disk : 'fails',
    scanner: ({ none: 'off', reached: 'well', silent: 'fails' } as const)[scanner],
    outbound: outbound.way === 'closed' ? 'off' : outbound.isReached === false ? 'fails' : 'well',
    queue: waitedMs > queueWatchMs ? 'watch' : 'well',
  } satisfies Record<string, Standing>;
}

/** Sums of minutes in `parts` even parts, the last one last. */
export function inParts(minutes: readonly number[], parts: number): readonly number[] {
  const size = Math.ceil(minutes.length / parts);
  return Array.from({ length: parts }, (_, part) => minutes.slice(part * size, (part + 1) * size).reduce((sum, one) => sum + one, 0));
}
