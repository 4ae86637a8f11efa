import type { Command } from 'commander';
import { openLog } from '#io/log.ts';
import { loadAuditKey } from '#wiring/audit-key.ts';
import { startSystem } from '#wiring/supervisor.ts';
import { banner } from './banner.ts';
import { type CommonOptions, readConfig, wholeNumber, withCommonOptions } from './common-options.ts';

export function addServe(program: Command): void {
  withCommonOptions(program.command('serve').description('chạy hệ thống / run the system; a first start sets up the configured province'))
    .option('--workers <number>', 'số tiến trình / processes that serve clients (workers; default: one per core)', wholeNumber)
    .action(serve);
}

async function serve(options: CommonOptions & { workers?: number }): Promise<void> {
  const { workers } = options;
  const read = await readConfig(options, workers === undefined ? {} : { workers });
  const { config } = read;
  const log = openLog(config.log.level, { worker: 'supervisor' });
  const asked = untilAskedToStop();
  const system = await startSystem(read, log, asked).catch((error: unknown) => {
    if (asked.aborted) return null;
    throw error;
  });
  if (system) {
    console.log(banner(config, system, await loadAuditKey(system.installation.dataDir)));
    await aborted(asked);
    console.log('Đang dừng / stopping…');
    await system[Symbol.asyncDispose]();
  }
  console.log('Đã dừng / stopped.');
}

/**
 * From the first moment on: a start under way is broken off in order. Further signals change nothing (under npm one Ctrl-C comes twice):
 * stopping has its own deadlines, and kill -9 loses nothing.
 */
function untilAskedToStop(): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  return asked.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
