import { broadcast, deliver } from './deliver.ts';
import { append, fetchAll } from './imap-load.ts';
import type { FromLoad, Job, LoadResult } from './jobs.ts';

// The clients, in a process of their own: neither the servers' nor the run's event loop waits for them. One job at a time.

function carryOut(job: Job): Promise<LoadResult> {
  if (job.kind === 'deliver') return deliver(job);
  if (job.kind === 'append') return append(job);
  if (job.kind === 'fetch') return fetchAll(job);
  return broadcast(job);
}

const say = (answer: FromLoad) => process.send?.(answer);

process.on('message', (job: Job) => {
  carryOut(job).then(
    (result) => say({ ok: true, result: { ...result, durationsMs: result.durationsMs.toSorted((a, b) => a - b) } }),
    (error: Error) => say({ ok: false, message: error.message }),
  );
});
process.on('disconnect', () => process.exit());
