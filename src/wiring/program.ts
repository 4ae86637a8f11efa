import type { SignInOutcome } from '#directory/access/sign-in.ts';
import { makeSignInThrottle } from '#directory/access/sign-in-throttle.ts';
import { answers, openDatabase } from '#io/database.ts';
import { JobGatherer } from '#io/job-gatherer.ts';
import type { Log } from '#io/log.ts';
import { openNoticeChannel } from '#io/notice-channel.ts';
import { systemClock } from '#kernel/clock.ts';
import type { Peer } from '#kernel/session.ts';
import { commitDeliveries, type Delivery, isOneDeliverysFault } from '#mail/delivery/commit-deliveries.ts';
import type { DeliveryDeps } from '#mail/delivery/delivery-deps.ts';
import { deliveryLimits } from '#mail/delivery/limits.ts';
import { OctetBudget } from '#mail/delivery/octet-budget.ts';
import { BodyStore } from '#mail/store/body-store.ts';
import { fileBodyDriver } from '#mail/store/file-body-driver.ts';
import { startMailboxWatch } from '#mail/store/mailbox-watch.ts';
import { MaildropLocks } from '#mail/store/maildrop-locks.ts';
import { startActCounting } from './act-counting.ts';
import { loadAuditKey } from './audit-key.ts';
import { canWrite, loadSecret } from './data-dir.ts';
import { openDirectory } from './directory.ts';
import { watchEventLoop } from './event-loop-watch.ts';
import { imapBackend } from './imap-backend.ts';
import { startJobs } from './jobs.ts';
import { connectionLimits } from './limits.ts';
import { openLiveUpdates } from './live-updates.ts';
import { startLookNoting } from './look-noting.ts';
import { mailQueue } from './mail-queue.ts';
import { metricsOf } from './metrics.ts';
import { openAutoResponder } from './open-auto-responder.ts';
import { openQueue, type QueueParts, queueDeps } from './open-queue.ts';
import { openScanChain } from './open-scan-chain.ts';
import { planDeps } from './plan-deps.ts';
import { planNotices } from './plan-notices.ts';
import { pop3Backend } from './pop3-backend.ts';
import { serveHttp } from './serve-http.ts';
import { serveImap } from './serve-imap.ts';
import { servePop3 } from './serve-pop3.ts';
import { serveSmtp } from './serve-smtp.ts';
import { smtpBackend } from './smtp-backend.ts';
import { systemStatus } from './system-status.ts';
import type { WorkerStart } from './worker-messages.ts';

/** The whole program in one process: rooms introduced to each other, listeners open. */
export interface Program {
  /** Clients are told, transactions end, connections to the database close. */
  close(): Promise<void>;
}

export async function openProgram(start: WorkerStart, log: Log): Promise<Program> {
  const { config, dataDir } = start;
  await using resources = new AsyncDisposableStack();
  const onError = (err: Error) => log.warn({ event: 'worker.database-connection-lost', err });
  const open = (poolSize: number) =>
    resources.use(openDatabase(start.database, { poolSize, applicationName: `congthu ${start.index}`, onIdleError: onError }));
  const database = open(config.database.poolPerWorker + connectionLimits.accessWatch);
  const aside = open(connectionLimits.aside);
  const notices = resources.use(await openNoticeChannel(start.database, database, onError));
  const watch = resources.use(startMailboxWatch({ database, notices, onError }));
  const driver = fileBodyDriver(dataDir.bodies);
  const bodies = new BodyStore(database, driver);
  const appPasswordKey = await loadSecret(dataDir, 'app-password.key');
  const auditKey = await loadAuditKey(dataDir);
  const mainDomain = start.province.domains[0]!;
  const { acts } = resources.use(startActCounting({ database, log }));
  const { looks } = resources.use(startLookNoting({ database, log }));
  const heard = (outcome: SignInOutcome) => acts.heard(outcome);
  const directory = resources.use(await openDirectory({ config, database, mainDomain, appPasswordKey, heard, log }));
  const announce: QueueParts['announce'] = (mailboxes) => watch.announce(mailboxes);
  const queueParts = { config, database, aside, bodiesFolder: dataDir.bodies, mainDomain, announce };
  const status = systemStatus({ config, database, dataDir });
  const { live, queueChanged } = resources.use(openLiveUpdates({ database, notices, status, log }));
  const queue = resources.use(openQueue(queueParts, log, queueChanged));
  const cancelling = queueDeps(queueParts);
  const { deliverNotice: deliver } = cancelling;
  const responder = resources.use(openAutoResponder({ config, database, deliver, log }));
  const scan = openScanChain(config, { database, log });
  const commit = async (deliveries: readonly Delivery[], isAlone: boolean) => {
    watch.announce(await commitDeliveries(database, deliveries, isAlone));
    return deliveries.map(() => undefined);
  };
  const delivery: DeliveryDeps = {
    hostname: config.hostname,
    clock: systemClock,
    bodies,
    commits: new JobGatherer(commit, deliveryLimits.group, isOneDeliverysFault),
    checkingMemory: new OctetBudget(deliveryLimits.checkingOctetsMax),
    watch,
    wakeQueue() {
      queue.wake();
      queueChanged();
    },
    scan,
    maySendAs: directory.maySendAs,
    answer: (arrived) => responder.hear(arrived),
    log,
  };
  const allowPlaintextAuth = (peer: Peer) => peer.loopback;
  const smtp = smtpBackend({
    acts,
    delivery,
    directory,
    spoolFolder: dataDir.spool,
    outbound: config.relay ? 'relay' : config.directDelivery ? 'direct' : 'closed',
    signIn: directory.signInFor('smtp'),
  });
  const imap = imapBackend({
    database,
    bodies,
    watch,
    clock: systemClock,
    delivery,
    signIn: directory.signInFor('imap'),
    stillAllowed: directory.stillAllowed,
    followAccess: directory.followAccess,
    acts,
    looks,
  });
  const pop3 = pop3Backend({
    database,
    bodies,
    watch,
    locks: resources.use(new MaildropLocks({ database, onError })),
    signIn: directory.signInFor('pop3'),
    stillAllowed: directory.stillAllowed,
    acts,
    looks,
  });
  const sendNotices = planNotices({ aside, bodiesFolder: dataDir.bodies, hostname: config.hostname });
  resources.use(startJobs({ database, bodies, driver, auditKey, sendNotices, config, log }));
  const smtpServer = resources.use(await serveSmtp({ start, backend: smtp, log, allowPlaintextAuth }));
  const imapServer = resources.use(await serveImap({ start, backend: imap, log, allowPlaintextAuth }));
  resources.use(await servePop3({ start, backend: pop3, log, allowPlaintextAuth }));
  const eventLoop = resources.use(watchEventLoop());
  const metrics = () => metricsOf({ database, worker: start.index, smtp: smtpServer, imap: imapServer, live, eventLoop });
  const isReady = { database: () => answers(database), bodyStore: () => canWrite(dataDir.bodies) };
  const plans = planDeps(database, config.access.twoPeople, sendNotices);
  const throttle = makeSignInThrottle(database);
  const { changePassword, signInDeps: signIn } = directory;
  const forApi = {
    ...{ throttle, tokenKey: appPasswordKey, plans },
    queue: mailQueue({ database, cancelling, wake: () => queue.wake() }),
    ...{ status, live },
  };
  resources.use(await serveHttp({ start, database, log, metrics, isReady, changePassword, signIn, ...forApi }));
  const opened = resources.move();
  return { close: () => opened.disposeAsync() };
}
