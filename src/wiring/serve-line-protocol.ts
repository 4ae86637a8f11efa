import { createSecureContext } from 'node:tls';
import type { Log } from '#io/log.ts';
import type { Peer } from '#kernel/session.ts';
import type { ConnectionServer, ConnectionServerDeps } from '#mail/connection/connection-server.ts';
import { listen } from './listeners.ts';
import { portOf, type ServiceName, services } from './ports.ts';
import type { WorkerStart } from './worker-messages.ts';

export interface LineProtocolParts {
  readonly start: WorkerStart;
  readonly log: Log;
  readonly allowPlaintextAuth: (peer: Peer) => boolean;
}

export type LineProtocolServer = AsyncDisposable & { connectionCount(): number };

/** One protocol's server on all its ports. Disposal closes the ports first, then tells the clients. */
export async function serveLineProtocol(
  { start, log, allowPlaintextAuth }: LineProtocolParts,
  names: readonly ServiceName[],
  create: (deps: ConnectionServerDeps) => ConnectionServer,
): Promise<LineProtocolServer> {
  const { config, addresses, tls } = start;
  await using resources = new AsyncDisposableStack();
  const onError = (err: Error) => log.error({ event: 'worker.listener-failed', err });
  const context = createSecureContext({ ...tls, minVersion: 'TLSv1.2' });
  const server = create({ tls: () => context, hostname: config.hostname, allowPlaintextAuth });
  resources.defer(() => server.close());
  for (const name of names) {
    const { implicitTls } = services[name];
    const port = portOf(name, config.portBase);
    const listener = await listen(addresses, port, (socket, peer) => server.serve(socket, { peer, implicitTls }), onError);
    resources.defer(() => listener.close());
  }
  const opened = resources.move();
  return { connectionCount: () => server.connectionCount, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
