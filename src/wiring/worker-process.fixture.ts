import type { ToWorker, WorkerStart } from './worker-messages.ts';

// Plays a worker for worker-process.test.ts: config.hostname says how it behaves.

process.on('message', (message: ToWorker) => {
  if (message.kind === 'stop') process.exit(0);
  else behave(message.start);
});

function behave({ config }: WorkerStart): void {
  if (config.hostname === 'dies') process.exit(3);
  if (config.hostname === 'fails') process.send?.({ kind: 'failed', message: 'no listener' }, () => process.exit(1));
  else process.send?.({ kind: 'ready' });
}
