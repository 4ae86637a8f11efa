import { type Database, inTransaction } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { digestOf, zeroDigest } from './entry.ts';
import { entriesNumbered } from './entry-sql.ts';
import { sealLimits } from './limits.ts';
import { entriesThrough, hashOfSeal, type Seal } from './seal.ts';
import { insertSeal, lastSeal, momentAfter, takeChain, waitingEntries } from './seal-sql.ts';

/** `busy`: another process seals. */
export type SealStep = { readonly state: 'busy' | 'idle' } | { readonly state: 'sealed'; readonly seal: Seal };

/**
 * Lengthens the chain by one seal of what was committed and waits, in one transaction: killed at any point, it is done whole or not at all.
 * An entry that commits later, whatever its number, waits from then on and comes into a later seal.
 */
export function sealEntries(database: Database, entriesMax: number = sealLimits.entriesPerSealMax): Promise<SealStep> {
  return inTransaction(database, async (tx) => {
    if (!(await takeChain(tx))) return { state: 'busy' };
    const waiting = await waitingEntries(tx, entriesMax);
    const [oldest] = waiting;
    if (oldest === undefined) return { state: 'idle' };
    // Of one month, so that a month can be pruned without a gap in any other's seals.
    const ids = waiting.filter(({ month }) => month === oldest.month).map(({ id }) => id);
    const seal = await nextSeal(tx, oldest.month, ids);
    await insertSeal(tx, seal);
    return { state: 'sealed', seal };
  });
}

async function nextSeal(tx: Tx, month: string, ids: readonly number[]): Promise<Seal> {
  const before = await lastSeal(tx);
  const entries = await entriesNumbered(tx, { ids, month });
  const digests = new Map(entries.map((entry) => [entry.id, digestOf(entry)]));
  const unsealed = {
    batch: (before?.batch ?? 0) + 1,
    month,
    sealedAt: await momentAfter(tx, before),
    first: before === undefined ? 1 : entriesThrough(before) + 1,
    ids,
    // Removed before it was sealed: the chain says for ever that it was there.
    digests: ids.map((id) => digests.get(id) ?? zeroDigest),
    previous: before?.hash ?? zeroDigest,
  };
  return { ...unsealed, hash: hashOfSeal(unsealed) };
}
