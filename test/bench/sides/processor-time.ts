import { readdir, readFile } from 'node:fs/promises';

const ticksPerSecond = 100; // USER_HZ, the same on all Linux of today

interface Times {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
}

/** Milliseconds of processor that a process and all below it have used so far, those that ended included. From /proc. */
export async function processorMs(root: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(read))).filter((one) => one !== null);
  const family = new Set([root]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid)).reduce((sum, { ms }) => sum + ms, 0);
}

// proc(5): state ppid … utime stime cutime cstime, the latter two of children that ended and were waited for.
async function read(pid: number): Promise<Times | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null); // it ended while we looked
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), ms: (ticks / ticksPerSecond) * 1000 };
}
