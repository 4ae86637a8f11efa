import { attemptInTransaction, type Database, isStatementsFault } from '#io/database.ts';
import { inGatheredTransaction, together } from '#io/together.ts';
import type { Result } from '#kernel/result.ts';
import { changeFlags, changeFlagsTogether, type FlagJob, type FlagOutcome } from './change-flags.ts';
import { storeLimits } from './limits.ts';

/**
 * Changes flags, durable when it resolves. Small changes of one moment share a transaction: most are one message read, and what they cost is
 * the round trips and the fsync.
 */
export function storeFlags(database: Database, job: FlagJob): Promise<Result<FlagOutcome>> {
  if (job.uids.length <= storeLimits.flagChangeMessagesMax) return changeTogether(database, job);
  return attemptInTransaction(database, (tx) => changeFlags(tx, job.mailbox, job.uids, job.change, job.unchangedSince));
}

const changeTogether = together<FlagJob, Result<FlagOutcome>>(
  (database, jobs, isAlone) => inGatheredTransaction(database, isAlone, (tx) => changeFlagsTogether(tx, jobs)),
  storeLimits.flagChanges,
  isStatementsFault,
);
