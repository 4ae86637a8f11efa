import { createServer } from 'node:net';
import type { Config } from '#config/schema.ts';
import { portOf, serviceNames } from './ports.ts';

/**
 * Which of the configured addresses can be listened on. Workers share ports (SO_REUSEPORT), so a second program started by mistake would
 * silently take half the clients: each port is first taken alone. IPv6 loopback may be missing on a machine; anything else is an error.
 */
export async function usableAddresses(config: Config): Promise<string[]> {
  const usable: string[] = [];
  for (const address of config.bind) {
    try {
      for (const service of serviceNames) await takeOnce(address, portOf(service, config.portBase));
      usable.push(address);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (address === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) continue;
      throw error;
    }
  }
  if (usable.length === 0) throw new Error('none of the addresses in `bind` exists on this machine');
  return usable;
}

function takeOnce(address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(Object.assign(new Error(explain(cause, address, port), { cause }), { code: cause.code })),
    );
    server.listen({ host: address, port }, () => server.close(() => resolve()));
  });
}

function explain(cause: NodeJS.ErrnoException, address: string, port: number): string {
  if (cause.code === 'EADDRINUSE') return `port ${port} on ${address} is taken by another program: stop it, or choose another portBase`;
  if (cause.code === 'EACCES') return `port ${port} may not be opened by this user: ports below 1024 need root or CAP_NET_BIND_SERVICE`;
  return `port ${port} on ${address} cannot be opened: ${cause.message}`;
}
