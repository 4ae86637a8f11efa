import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { services } from '#wiring/ports.ts';

const standardPorts = Object.values(services).map(({ standardPort }) => standardPort);

// Below 32768: above it the kernel gives ports to outgoing connections, which would come and go under the listeners.
const lowest = 11;
const highest = 31;

/** A base at which all of the program's ports are free just now. Another program may still come first: start again then. */
export async function findPortBase(): Promise<number> {
  for (let turn = 0; turn < 100; turn += 1) {
    const base = randomInt(lowest, highest) * 1_000;
    if (await areFree(base)) return base;
  }
  throw new Error('found no port base with all ports free');
}

async function areFree(base: number): Promise<boolean> {
  for (const port of standardPorts) if (!(await isFree(base + port))) return false;
  return true;
}

/** A port of the system's choosing that nobody listens on: what was taken for a moment and given back. */
export async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return address.port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)));
  });
}
