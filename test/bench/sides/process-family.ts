import { readdir, readFile } from 'node:fs/promises';

const ticksPerSecond = 100; // USER_HZ, the same on all Linux of today

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
}

/** Milliseconds of processor that a process and all below it have used so far, those that ended included. From /proc. */
export async function processorMs(root: number): Promise<number> {
  return (await family(root)).reduce((sum, { ms }) => sum + ms, 0);
}

/** Memory of a process and all below it in KB, of what several share to each its share (proc(5), Pss): every page counts once. */
export async function memoryKb(root: number): Promise<number> {
  let sum = 0;
  for (const { pid } of await family(root)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'latin1').catch(() => ''); // it ended while we looked
    sum += Number(/^Pss: +(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  }
  return sum;
}

async function family(root: number): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(read))).filter((one) => one !== null);
  const members = new Set([root]);
  for (let size = 0; size !== members.size; ) {
    size = members.size;
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid);
  }
  return all.filter(({ pid }) => members.has(pid));
}

// proc(5): state ppid … utime stime cutime cstime, the latter two of children that ended and were waited for.
async function read(pid: number): Promise<Process | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null); // it ended while we looked
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), ms: (ticks / ticksPerSecond) * 1000 };
}
