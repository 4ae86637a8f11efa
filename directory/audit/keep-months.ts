import { type Database, inTransaction } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { dropMonth, dropSeals, monthsOver, openMonth } from './keep-months-sql.ts';
import { keepingLimits } from './limits.ts';

export interface KeptMonths {
  /** Months that were removed, and how many entries they had. */
  readonly pruned: readonly { readonly month: string; readonly entries: number }[];
}

/**
 * As the owner of the database, never as the application: opens the months to come, and removes those whose time is over with their seals.
 * Roots stay for ever.
 */
export async function keepMonths(owner: Database, monthsKept: number): Promise<KeptMonths> {
  if (monthsKept < keepingLimits.monthsKeptMin)
    throw new RangeError(`the audit is kept for ${keepingLimits.monthsKeptMin} months at least`);
  const pruned = await inTransaction(owner, (tx) => prune(tx, monthsKept));
  for (let ahead = 0; ahead <= keepingLimits.monthsAhead; ahead += 1) await inTransaction(owner, (tx) => openMonth(tx, ahead));
  return { pruned };
}

async function prune(tx: Tx, monthsKept: number): Promise<KeptMonths['pruned']> {
  const pruned: { month: string; entries: number }[] = [];
  for (const over of await monthsOver(tx, monthsKept)) pruned.push({ month: over.month, entries: await dropMonth(tx, over) });
  if (pruned.length > 0) await dropSeals(tx);
  return pruned;
}
