import { randomInt } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '#wiring/ports.ts';

const standardPorts = Object.values(services).map(({ standardPort }) => standardPort);

// Below 32768: above it the kernel gives ports to outgoing connections, which would come and go under the listeners.
const lowest = 11_000;
const highest = 31_000;
/** At this distance no two bases have a port in common, whichever of the program's. */
const step = 70;
/** So long a base is left alone by others: a system may be stopped and started again, and its ports are free between. */
const reservedMs = 15 * 60_000;

/** A base at which all of the program's ports are free, and of which no other test thinks the same meanwhile. */
export async function findPortBase(): Promise<number> {
  for (let turn = 0; turn < 300; turn += 1) {
    const base = lowest + step * randomInt(Math.floor((highest - lowest) / step));
    if ((await reserve(base)) && (await areFree(base))) return base;
  }
  throw new Error('found no port base with all ports free');
}

/** Listeners of the program share their ports with its other workers, and so would two programs. */
async function reserve(base: number): Promise<boolean> {
  const file = join(tmpdir(), `congthu-ports-${base}`);
  const since = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (Date.now() - since < reservedMs) return false;
  await rm(file, { force: true });
  return writeFile(file, String(process.pid), { flag: 'wx' }).then(
    () => true,
    () => false,
  );
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
