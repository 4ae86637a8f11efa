import { createServer, type Server, type Socket } from 'node:net';
import type { Peer } from '#kernel/session.ts';

export interface Listener {
  /** Takes no more clients; those that are there are their server's to end. */
  close(): void;
}

/**
 * Listens on a port of several addresses and hands each client's socket on. The port is shared with the other workers
 * (SO_REUSEPORT): the kernel spreads the clients.
 */
export async function listen(
  addresses: readonly string[],
  port: number,
  serve: (socket: Socket, peer: Peer) => void,
  onError: (error: Error) => void,
): Promise<Listener> {
  const servers: Server[] = [];
  const close = () => {
    for (const server of servers) server.close();
  };
  for (const host of addresses) {
    const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
      // Whoever serves it hears of errors through the close that follows; with nobody listening a reset would end the process.
      socket.on('error', () => socket.destroy());
      const peer = peerOf(socket);
      // Gone before it was looked at.
      if (peer === null) socket.destroy();
      else serve(socket, peer);
    });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port, reusePort: true }, () => resolve());
      });
    } catch (cause) {
      close();
      throw new Error(`cannot listen on ${host} port ${port}: ${(cause as Error).message}`, { cause });
    }
    // For one: no file descriptors left. The server goes on when there are again.
    server.on('error', onError);
    servers.push(server);
  }
  return { close };
}

/** Who is at the other end, IPv4-mapped IPv6 reduced to IPv4. */
export function peerOf(socket: Socket): Peer | null {
  const { remoteAddress, remotePort } = socket;
  if (remoteAddress === undefined || remotePort === undefined) return null;
  const address =
    remoteAddress.startsWith('::ffff:') && remoteAddress.includes('.') ? remoteAddress.slice('::ffff:'.length) : remoteAddress;
  return { address, port: remotePort, secure: false, loopback: address === '::1' || address.startsWith('127.') };
}
