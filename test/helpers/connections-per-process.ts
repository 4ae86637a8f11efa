import { readdir, readFile, readlink } from 'node:fs/promises';

/** How many established connections each process holds on a listening port, in the order asked. From /proc. */
export async function connectionsPerProcess(pids: readonly number[], port: number): Promise<number[]> {
  const established = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readFile(table, 'latin1').catch(() => '')).split('\n').slice(1);
    for (const fields of lines.map((line) => line.trim().split(/\s+/))) {
      const [, local = '', , state, , , , , , inode = ''] = fields;
      if (state === '01' && Number.parseInt(local.split(':')[1] ?? '', 16) === port) established.add(`socket:[${inode}]`);
    }
  }
  return Promise.all(pids.map(async (pid) => (await openFiles(pid)).filter((name) => established.has(name)).length));
}

async function openFiles(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder);
  return Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => ''))); // closed while we looked
}
