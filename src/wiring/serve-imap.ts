import { createSecureContext } from 'node:tls';
import type { Log } from '#io/log.ts';
import type { Peer } from '#kernel/session.ts';
import type { ImapBackend } from '#mail/imap/backend.ts';
import { createImapServer } from '#mail/imap/server.ts';
import { listen } from './listeners.ts';
import { portOf, services } from './ports.ts';
import type { WorkerStart } from './worker-messages.ts';

interface ImapParts {
  readonly start: WorkerStart;
  readonly backend: ImapBackend;
  readonly log: Log;
  readonly allowPlaintextAuth: (peer: Peer) => boolean;
}

/** IMAP on both its ports. */
export async function serveImap({
  start,
  backend,
  log,
  allowPlaintextAuth,
}: ImapParts): Promise<AsyncDisposable & { connectionCount(): number }> {
  const { config, addresses, tls } = start;
  await using resources = new AsyncDisposableStack();
  const onError = (err: Error) => log.error({ event: 'worker.listener-failed', err });
  const context = createSecureContext({ ...tls, minVersion: 'TLSv1.2' });
  const { connectionsPerAddressMax, connectionsPerAccountMax, messageOctetsMax } = config.limits;
  const server = createImapServer({
    backend,
    log,
    limits: { connectionsPerAddressMax, connectionsPerAccountMax, appendOctetsMax: messageOctetsMax },
    tls: () => context,
    hostname: config.hostname,
    offersUidOnly: config.imap.uidOnly,
    allowPlaintextAuth,
  });
  resources.defer(() => server.close());
  for (const service of ['imap', 'imaps'] as const) {
    const { implicitTls } = services[service];
    const listener = await listen(
      addresses,
      portOf(service, config.portBase),
      (socket, peer) => server.serve(socket, { peer, implicitTls }),
      onError,
    );
    resources.defer(() => listener.close());
  }
  const opened = resources.move();
  return { connectionCount: () => server.connectionCount, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
