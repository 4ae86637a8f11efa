import { BlockList, type Socket } from 'node:net';
import type { Log } from '#io/log.ts';
import type { Peer } from '#kernel/session.ts';
import type { Door, SmtpBackend } from '#mail/smtp/backend.ts';
import { smtpLogTo } from '#mail/smtp/events.ts';
import { smtpLimits } from '#mail/smtp/limits.ts';
import { createSmtpServer, type SmtpRoomServer } from '#mail/smtp/server.ts';
import { listen } from './listeners.ts';
import { portOf, type ServiceName, services } from './ports.ts';
import type { WorkerStart } from './worker-messages.ts';

const doors = {
  mx: ['smtp'],
  submission: ['submissions', 'submission'],
  lmtp: ['lmtp'],
} as const satisfies Record<Door, readonly ServiceName[]>;

interface SmtpParts {
  readonly start: WorkerStart;
  readonly backend: SmtpBackend;
  readonly log: Log;
  readonly allowPlaintextAuth: (peer: Peer) => boolean;
}

/** SMTP for other servers and for staff, and LMTP for the relays that may. */
export async function serveSmtp(parts: SmtpParts): Promise<AsyncDisposable & { connectionCount(door: Door): number }> {
  const { config, addresses } = parts.start;
  await using resources = new AsyncDisposableStack();
  const onError = (err: Error) => parts.log.error({ event: 'worker.listener-failed', err });
  const mayDeliverByLmtp = blockListOf(config.smtp.lmtpFrom);
  const servers = new Map<Door, SmtpRoomServer>();
  for (const door of ['mx', 'submission', 'lmtp'] as const) {
    const server = createSmtpServer(roomOf(parts, door));
    servers.set(door, server);
    resources.defer(() => server.close());
    for (const service of doors[door]) {
      const { implicitTls } = services[service];
      const listener = await listen(
        addresses,
        portOf(service, config.portBase),
        (socket, peer) => {
          if (door === 'lmtp' && !mayDeliverByLmtp.check(peer.address, peer.address.includes(':') ? 'ipv6' : 'ipv4')) turnAway(socket);
          else server.serve(socket, { implicitTls });
        },
        onError,
      );
      resources.defer(() => listener.close());
    }
  }
  const opened = resources.move();
  return { connectionCount: (door) => servers.get(door)!.connectionCount, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** Closed whether or not the other side does the same: strangers hold no descriptors here. */
function turnAway(socket: Socket): void {
  socket.write('554 5.7.1 Not allowed to deliver here\r\n');
  socket.destroySoon();
}

function roomOf({ start, backend, log, allowPlaintextAuth }: SmtpParts, door: Door) {
  const { config, tls } = start;
  const { messageOctetsMax, recipientsPerMessageMax, connectionsPerAddressMax, connectionsPerAccountMax } = config.limits;
  return {
    backend,
    door,
    log: smtpLogTo(log),
    limits: { ...smtpLimits, connectionsPerAddressMax, connectionsPerAccountMax },
    tls: () => tls,
    hostname: config.hostname,
    lineEndings: config.smtp.lineEndings,
    allowPlaintextAuth,
    recipientsMax: recipientsPerMessageMax,
    messageOctetsMax,
  };
}

function blockListOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of addresses) {
    const [address, prefix] = text.split('/') as [string, string | undefined];
    const family = address.includes(':') ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
