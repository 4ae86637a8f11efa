import type { Command } from 'commander';
import { openLog } from '#io/log.ts';
import { startSystem } from '#wiring/supervisor.ts';
import { banner } from './banner.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';

export function addServe(program: Command): void {
  withCommonOptions(program.command('serve').description('chạy hệ thống / run the system; a first start sets up the configured province'))
    .option('--workers <number>', 'processes that serve clients (workers; default: one per core)')
    .action(serve);
}

async function serve(options: CommonOptions & { workers?: string }): Promise<void> {
  if (options.workers !== undefined) process.env.CONGTHU_WORKERS = options.workers;
  const config = await configOf(options);
  const log = openLog(config.log.level, { worker: 'supervisor' });
  const asked = untilAskedToStop();
  const system = await startSystem(config, log);
  console.log(banner(config, system));
  await asked;
  console.log('Đang dừng / stopping…');
  await system[Symbol.asyncDispose]();
  console.log('Đã dừng / stopped.');
}

// From the first moment on: a Ctrl-C during the start stops in order once that has come to its end. A second one does not wait.
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    const ask = () => {
      asked++;
      if (asked > 2) process.exit(1);
      resolve();
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });
}
