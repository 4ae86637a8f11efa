import type { Tx } from '#kernel/tx.ts';
import { type Database, inTransaction } from './database.ts';
import { type GatheringLimits, JobGatherer } from './job-gatherer.ts';
import { databaseLimits } from './limits.ts';

/**
 * Makes of something done for many jobs at once what is called for one: jobs that come to a database while others are under way go together,
 * into one statement or one transaction. What a job reads is of a moment after it was handed in.
 */
export function together<Job, Outcome>(
  run: (database: Database, jobs: readonly Job[], isAlone: boolean) => Promise<readonly Outcome[]>,
  limits: GatheringLimits = databaseLimits.askedTogether,
  isOneJobsFault?: (error: unknown) => boolean,
): (database: Database, job: Job) => Promise<Outcome> {
  const gatherers = new WeakMap<Database, JobGatherer<Job, Outcome>>();
  return (database, job) => {
    let gatherer = gatherers.get(database);
    if (gatherer === undefined) {
      gatherer = new JobGatherer((jobs, isAlone) => run(database, jobs, isAlone), limits, isOneJobsFault);
      gatherers.set(database, gatherer);
    }
    return gatherer.submit(job);
  };
}

/** As inTransaction, for what `together` gathers: shared, it does not wait for a row that somebody holds for long; alone it does. */
export function inGatheredTransaction<T>(database: Database, isAlone: boolean, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(database, work, { lockMsMax: isAlone ? undefined : databaseLimits.sharedLockMsMax });
}
