import { type Database, inTransaction } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import type { BodyId } from '#kernel/ids.ts';
import type { BodyStore } from './body-store.ts';
import { storeLimits } from './limits.ts';
import { bury, forgetExpunged, tombstone, tombstonedBodies, unreferencedBodies } from './sweep-sql.ts';

export interface SweepReport {
  readonly forgotten: number;
  readonly tombstoned: number;
  readonly buried: number;
}

interface SweepDeps {
  readonly database: Database;
  readonly bodies: BodyStore;
  readonly clock: Clock;
}

/**
 * One round of sweeping: expunged messages past their retention are forgotten, bodies nothing refers to are tombstoned, and bodies
 * tombstoned longer than the grace lose their octets and then their rows. Safe beside deliveries and other sweepers; works in short
 * transactions, and goes on where it was cut off.
 */
export async function sweep(
  deps: SweepDeps,
  ages: { expungedRetentionMs: number; tombstoneGraceMs: number } = storeLimits,
): Promise<SweepReport> {
  const now = deps.clock.now();
  const graceStart = new Date(now.getTime() - ages.tombstoneGraceMs);
  return {
    forgotten: await forgetAll(deps, new Date(now.getTime() - ages.expungedRetentionMs)),
    tombstoned: await tombstoneAll(deps, graceStart, now),
    buried: await buryAll(deps, graceStart),
  };
}

async function forgetAll({ database }: SweepDeps, before: Date): Promise<number> {
  for (let total = 0; ; ) {
    const forgotten = await inTransaction(database, (tx) => forgetExpunged(tx, before));
    total += forgotten;
    if (forgotten < storeLimits.sweepBatchRows) return total;
  }
}

async function tombstoneAll({ database }: SweepDeps, before: Date, at: Date): Promise<number> {
  let total = 0;
  for (let after: BodyId | null = 0 as BodyId; after !== null; ) {
    const start: BodyId = after;
    after = await inTransaction(database, async (tx) => {
      const { unreferenced, next } = await unreferencedBodies(tx, before, start);
      total += await tombstone(tx, unreferenced, at);
      return next;
    });
  }
  return total;
}

async function buryAll({ database, bodies }: SweepDeps, before: Date): Promise<number> {
  for (let total = 0; ; ) {
    const old = await tombstonedBodies(database, before);
    for (const body of old) await bodies.removeOctets(body);
    const ids = old.map((body) => body.id);
    await inTransaction(database, (tx) => bury(tx, ids));
    total += old.length;
    if (old.length < storeLimits.sweepBatchRows) return total;
  }
}
