import type { Config } from '#config/schema.ts';
import { afterCommit, type Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { deliverNotice } from '#mail/delivery/deliver-notice.ts';
import { closedRoute, type Route, relayRoute } from '#mail/queue/route.ts';
import { type QueueWorker, startQueueWorker } from '#mail/queue/worker.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import type { MailboxWatch } from '#mail/store/mailbox-watch.ts';
import { readContent } from '#mail/store/read-content.ts';
import type { Directory } from './directory.ts';
import { noticeTarget } from './smtp-backend.ts';

interface QueueParts {
  readonly config: Config;
  readonly database: Database;
  readonly bodies: BodyStore;
  readonly directory: Directory;
  readonly watch: MailboxWatch;
  readonly log: Log;
}

/** The outbound queue, worked in this process beside the others. */
export function openQueue({ config, database, bodies, directory, watch, log }: QueueParts): QueueWorker {
  const notice = { bodies, now: () => new Date(), resolve: (address: string) => noticeTarget(directory, address) };
  return startQueueWorker({
    database,
    log,
    identity: { hostname: config.hostname, domain: directory.mainDomain },
    route: routeOf(config),
    readContent: (contentId) => readContent({ database, bodies }, contentId),
    async deliverNotice(tx, message) {
      const mailboxes = await deliverNotice(notice, tx, message);
      afterCommit(tx, () => watch.announce(mailboxes));
    },
  });
}

function routeOf({ relay }: Config): Route {
  if (!relay) return closedRoute();
  const { host, port, tls, user, password } = relay;
  return relayRoute({ host, port, tls, ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }) });
}
