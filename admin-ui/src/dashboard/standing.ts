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

export type AlarmKind =
  | 'body-store'
  | 'disk-full'
  | 'scanner'
  | 'relay'
  | 'database'
  | 'queue-old'
  | 'disk-short'
  | 'quota'
  | 'queue-failed';
export interface Alarm {
  readonly kind: AlarmKind;
  readonly standing: 'fails' | 'watch';
}

/** What is wrong now, the gravest first. What was not set up is no alarm. */
export function alarmsOf(status: SystemStatus): readonly Alarm[] {
  const standings = standingsOf(status);
  const { isBodyStoreWritable, storage, queue } = status;
  const alarms: readonly (Alarm | false)[] = [
    !isBodyStoreWritable && { kind: 'body-store', standing: 'fails' },
    isBodyStoreWritable && standings.storage === 'fails' && { kind: 'disk-full', standing: 'fails' },
    standings.scanner === 'fails' && { kind: 'scanner', standing: 'fails' },
    standings.outbound === 'fails' && { kind: 'relay', standing: 'fails' },
    standings.database === 'watch' && { kind: 'database', standing: 'watch' },
    standings.queue === 'watch' && { kind: 'queue-old', standing: 'watch' },
    standings.storage === 'watch' && { kind: 'disk-short', standing: 'watch' },
    storage.nearlyFull > 0 && { kind: 'quota', standing: 'watch' },
    queue.failedInDay > 0 && { kind: 'queue-failed', standing: 'watch' },
  ];
  return alarms.filter((alarm) => alarm !== false);
}

const minuteMs = 60_000;

/** Minutes as rows, named by the clock in Vietnam: the running minute is that of `readAt`. Those of several `together` are one row. */
export function minuteRows({ readAt, mailByMinute: { received, sent } }: SystemStatus, together = 1) {
  const first = Date.parse(readAt) - (received.length - 1) * minuteMs;
  const clock = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  return Array.from({ length: Math.ceil(received.length / together) }, (_, row) => {
    const from = row * together;
    const of = (minutes: readonly number[]) => sum(minutes.slice(from, from + together));
    return { at: clock.format(first + from * minuteMs), received: of(received), sent: of(sent) };
  });
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, one) => total + one, 0);
}
