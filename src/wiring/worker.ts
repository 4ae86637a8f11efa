import { openLog } from '#io/log.ts';
import { openProgram, type Program } from './program.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

// A worker: plays every role of the program, told what to do by its supervisor. It stops in order when told, and at once when the
// supervisor is gone: two supervisors must never have workers on the same data.

let opening: Promise<Program> | undefined;
let stopping: Promise<void> | undefined;

const say = (message: FromWorker) => process.send?.(message);

process.on('message', (message: ToWorker) => {
  if (message.kind === 'stop') void stop();
  else if (!opening) {
    const log = openLog(message.start.config.log.level, { worker: message.start.index });
    opening = openProgram(message.start, log);
    opening.then(
      () => say({ kind: 'ready' }),
      (error: Error) => {
        log.fatal({ event: 'worker.start-failed', err: error });
        say({ kind: 'failed', message: error.message });
        process.exitCode = 1;
        process.disconnect?.();
      },
    );
    process.on('uncaughtException', (error) => {
      // A fault nobody caught: what state is in is unknown, so this process ends and a new one takes over.
      log.fatal({ event: 'worker.fault', err: error });
      log.flush(() => process.exit(1));
    });
  }
});

function stop(): Promise<void> {
  stopping ??= (async () => {
    const program = await opening;
    await program?.close();
    process.exit(0);
  })();
  return stopping;
}

process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => void stop());
// Ctrl-C reaches the whole process group: the supervisor decides.
process.on('SIGINT', () => undefined);
