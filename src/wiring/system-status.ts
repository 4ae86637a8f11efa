import { statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Config } from '#config/schema.ts';
import type { ReadStatus, SystemStatus } from '#directory/api/mail-port.ts';
import { mailboxSizes } from '#directory/people/mailbox-sizes-sql.ts';
import { answers, type Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { queueFigures } from '#mail/queue/queue-figures-sql.ts';
import { createClamd } from '#mail/scan/clamd.ts';
import { readUsedOctets } from '#mail/store/used-octets-sql.ts';
import { trafficByMinute } from '#mail/traffic/read-minutes-sql.ts';
import { trafficOn } from '#mail/traffic/read-today-sql.ts';
import { canWrite, type DataDir } from './data-dir.ts';
import { forAWhile } from './for-a-while.ts';
import { wiringLimits } from './limits.ts';
import { clamdAddress } from './open-scan-chain.ts';

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly dataDir: Pick<DataDir, 'root' | 'bodies'>;
}

/** How the services stand, read anew no more often than a few seconds however many look at it. */
export function systemStatus(parts: Parts): ReadStatus {
  return forAWhile(() => readStatus(parts), wiringLimits.statusFreshMs);
}

async function readStatus({ config, database, dataDir }: Parts): Promise<SystemStatus> {
  const readAt = systemClock.now();
  const begun = performance.now();
  await answers(database);
  const databaseAnswerMs = Math.round((performance.now() - begun) * 10) / 10;
  const [isBodyStoreWritable, scanner, outbound, queue, mailToday, mailByMinute, used, sizes, disk] = await Promise.all([
    canWrite(dataDir.bodies).catch(() => false),
    scannerOf(config),
    outboundOf(config),
    queueFigures(database),
    trafficOn(database, vietnamDate(readAt)),
    trafficByMinute(database),
    readUsedOctets(database),
    mailboxSizes(database),
    statfs(dataDir.root),
  ]);
  const storage = { ...used, ...sizes, freeOctets: disk.bavail * disk.bsize, diskOctets: disk.blocks * disk.bsize };
  return { readAt, databaseAnswerMs, isBodyStoreWritable, scanner, outbound, queue, mailToday, mailByMinute, storage };
}

async function scannerOf({ scan: { clamd } }: Config): Promise<SystemStatus['scanner']> {
  if (!clamd) return 'none';
  const limits = { healthMsMax: wiringLimits.statusAnswerMsMax };
  return createClamd({ address: clamdAddress(clamd), limits })
    .ping()
    .then(
      () => 'reached',
      () => 'silent',
    );
}

async function outboundOf({ relay, directDelivery }: Config): Promise<SystemStatus['outbound']> {
  if (!relay) return { way: directDelivery ? 'direct' : 'closed', to: null, isReached: null };
  return { way: 'relay', to: `${relay.host}:${relay.port}`, isReached: await takesConnections(relay) };
}

/** Whether anybody listens there. Nothing is said: a relay need not hear from us each time somebody looks at a page. */
function takesConnections({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
  const socket = connect({ host, port, timeout: wiringLimits.statusAnswerMsMax });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.once('connect', () => resolve(true));
  socket.once('timeout', () => resolve(false));
  socket.once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
