import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

export interface MachineFacts {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly node: string;
  /** Others' work at the start of the run: figures taken beside it are low. */
  readonly loadBefore: number;
  /** 10 KB written to one file and fdatasynced, one after another: what the disk under the temporary folder allows. */
  readonly syncsPerSecond: number;
}

export function machineFacts(): MachineFacts {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: loadavg()[0]!,
    syncsPerSecond: Math.round(measureSyncs(1_000)),
  };
}

function measureSyncs(forMs: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'congthu-bench-sync-'));
  try {
    const file = openSync(join(folder, 'file'), 'w');
    const octets = Buffer.alloc(10 * 1024, 1);
    const begun = performance.now();
    let count = 0;
    for (; performance.now() - begun < forMs; count++) {
      writeSync(file, octets);
      fdatasyncSync(file);
    }
    closeSync(file);
    return (count / (performance.now() - begun)) * 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
