import { type Log, openLog } from '#io/log.ts';
import { flushCompiled } from './compile-cache.ts';
import { openProgram, type Program } from './program.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

// A worker: plays every role of the program, told what to do by its supervisor. It stops in order when told, and at once when the
// supervisor is gone: two supervisors must never have workers on the same data.

let log: Log | undefined;
let opening: Promise<Program | null> | undefined;
let isStopping = false;

process.on('message', (message: ToWorker) => {
  if (message.kind === 'stop') void stop();
  else start(message.start);
});
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => void stop());
// Ctrl-C and a closed terminal reach the whole process group: the supervisor decides.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
// The supervisor may have gone before there was anybody to hear of it.
if (!process.connected) process.exit(1);

// A fault nobody caught: what state is in is unknown, so this process ends and a new one takes over. pino writes out its log at 'exit'.
process.on('uncaughtException', (error) => {
  log?.fatal({ event: 'worker.fault', err: error });
  process.exit(1);
});

function start(given: WorkerStart): void {
  log = openLog(given.config.log.level, { worker: given.index });
  opening = openProgram(given, log).catch((error: Error) => {
    log?.fatal({ event: 'worker.start-failed', err: error });
    say({ kind: 'failed', message: error.message });
    process.exit(1);
    return null;
  });
  void opening.then((program) => {
    if (!program) return;
    say({ kind: 'ready' });
    flushCompiled();
  });
}

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  const program = await opening;
  await program?.close();
  process.exit(0);
}

function say(message: FromWorker): void {
  // Without a supervisor to tell, this process ends by 'disconnect'.
  if (process.connected) process.send?.(message);
}
