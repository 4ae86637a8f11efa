import { busyClients } from './busy-clients.ts';
import { broadcast, deliver } from './deliver.ts';
import { closeIdle, hear, openIdle } from './idle-clients.ts';
import { append, appendMany } from './imap-load.ts';
import type { FromLoad, Job, LoadResult } from './jobs.ts';
import { resync } from './resync.ts';
import { runScript } from './script.ts';

// The clients, in a process of their own: neither the servers' nor the run's event loop waits for them. One job at a time.

type Work = { readonly [Kind in Job['kind']]: (job: Extract<Job, { kind: Kind }>) => Promise<LoadResult> };

const work: Work = {
  deliver,
  append,
  broadcast,
  script: runScript,
  'append-many': appendMany,
  resync,
  'open-idle': openIdle,
  hear,
  'close-idle': closeIdle,
  clients: busyClients,
};

const carryOut = (job: Job) => (work[job.kind] as (job: Job) => Promise<LoadResult>)(job);

const say = (answer: FromLoad) => process.send?.(answer);

process.on('message', (job: Job) => {
  carryOut(job).then(
    (result) => say({ ok: true, result: { ...result, durationsMs: result.durationsMs.toSorted((a, b) => a - b) } }),
    (error: Error) => say({ ok: false, message: error.message }),
  );
});
process.on('disconnect', () => process.exit());
