import { createSecureContext } from 'node:tls';
import type { Log } from '#io/log.ts';
import type { Peer } from '#kernel/session.ts';
import type { Pop3Backend } from '#mail/pop3/backend.ts';
import { createPop3Server } from '#mail/pop3/server.ts';
import { listen } from './listeners.ts';
import { portOf, services } from './ports.ts';
import type { WorkerStart } from './worker-messages.ts';

interface Pop3Parts {
  readonly start: WorkerStart;
  readonly backend: Pop3Backend;
  readonly log: Log;
  readonly allowPlaintextAuth: (peer: Peer) => boolean;
}

/** POP3 on both its ports. */
export async function servePop3({
  start,
  backend,
  log,
  allowPlaintextAuth,
}: Pop3Parts): Promise<AsyncDisposable & { connectionCount(): number }> {
  const { config, addresses, tls } = start;
  await using resources = new AsyncDisposableStack();
  const onError = (err: Error) => log.error({ event: 'worker.listener-failed', err });
  const context = createSecureContext({ ...tls, minVersion: 'TLSv1.2' });
  const { connectionsPerAddressMax } = config.limits;
  const server = createPop3Server({
    backend,
    log,
    limits: { connectionsPerAddressMax },
    tls: () => context,
    hostname: config.hostname,
    allowPlaintextAuth,
  });
  resources.defer(() => server.close());
  for (const service of ['pop3', 'pop3s'] as const) {
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
