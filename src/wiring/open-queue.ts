import dns from 'node:dns/promises';
import type { Config } from '#config/schema.ts';
import { afterCommit, type Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { ContentId, MailboxId } from '#kernel/ids.ts';
import { deliverNotice } from '#mail/delivery/deliver-notice.ts';
import type { CancelDeps } from '#mail/queue/cancel.ts';
import type { QueueLog } from '#mail/queue/events.ts';
import { mxRoute } from '#mail/queue/mx-route.ts';
import { closedRoute, type Route, relayRoute } from '#mail/queue/route.ts';
import { type QueueWorker, startQueueWorker } from '#mail/queue/worker.ts';
import { BodyStore } from '#mail/store/body-store.ts';
import { fileBodyDriver } from '#mail/store/file-body-driver.ts';
import { readContent } from '#mail/store/read-content.ts';
import { noticeTarget, openAddressBook } from './address-book.ts';

export interface QueueParts {
  readonly config: Config;
  readonly database: Database;
  /**
   * What a notice needs while the transaction that it belongs to holds one of `database`'s connections comes from here: waiting in the same
   * pool, transactions could all wait for each other.
   */
  readonly aside: Database;
  readonly bodiesFolder: string;
  readonly mainDomain: string;
  readonly announce: (mailboxes: readonly MailboxId[]) => void;
}

/** The outbound queue, worked in this process beside the others. */
export function openQueue(parts: QueueParts, log: Log, onChange: () => void = () => undefined): QueueWorker {
  return startQueueWorker({ ...queueDeps(parts), log: queueLogTo(log), route: routeOf(parts.config), onChange });
}

function queueLogTo(log: Log): QueueLog {
  return {
    info: (fields, event) => log.info({ event, ...fields }),
    warn: (fields, event) => log.warn({ event, ...fields }),
    error: (fields, event) => log.error({ event, ...fields }),
  };
}

/** What acts on the queue need: to read what waits, and to tell its sender. */
export function queueDeps({ config, database, aside, bodiesFolder, mainDomain, announce }: QueueParts): CancelDeps {
  const driver = fileBodyDriver(bodiesFolder);
  const addresses = openAddressBook(aside, config, mainDomain);
  const notice = {
    bodies: new BodyStore(aside, driver),
    now: () => new Date(),
    resolve: (address: string) => noticeTarget(addresses, address),
  };
  const bodies = new BodyStore(database, driver);
  return {
    database,
    identity: { hostname: config.hostname, domain: mainDomain },
    readContent: (contentId: ContentId) => readContent({ database, bodies }, contentId),
    async deliverNotice(tx, message) {
      const mailboxes = await deliverNotice(notice, tx, message);
      afterCommit(tx, () => announce(mailboxes));
    },
  };
}

function routeOf({ relay, directDelivery, hostname }: Config): Route {
  if (!relay) return directDelivery ? mxRoute(dns, { hostname }) : closedRoute();
  const { host, port, tls, user, password } = relay;
  return relayRoute({ host, port, tls, ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }) });
}
