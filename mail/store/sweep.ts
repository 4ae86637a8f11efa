import { type Database, inTransaction } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import type { BodyStore } from './body-store.ts';
import { storeLimits } from './limits.ts';
import { bury, forgetExpunged, tombstone, unreferencedBodies } from './sweep-sql.ts';

export interface SweepReport {
  readonly forgotten: number;
  readonly tombstoned: number;
  readonly buried: number;
}

/**
 * One round of sweeping: expunged messages past their retention are forgotten, bodies nothing refers to are tombstoned, and bodies
 * tombstoned longer than the grace lose their rows and then their octets. Safe beside deliveries and other sweepers.
 */
export async function sweep(
  deps: { database: Database; bodies: BodyStore; clock: Clock },
  ages: { expungedRetentionMs: number; tombstoneGraceMs: number } = storeLimits,
): Promise<SweepReport> {
  const now = deps.clock.now().getTime();
  const forgotten = await inTransaction(deps.database, (tx) => forgetExpunged(tx, new Date(now - ages.expungedRetentionMs)));
  const tombstoned = await inTransaction(deps.database, async (tx) =>
    // A body younger than the grace may be about to be named by a transaction still open.
    tombstone(tx, await unreferencedBodies(tx, new Date(now - ages.tombstoneGraceMs))),
  );
  const buried = await inTransaction(deps.database, (tx) => bury(tx, new Date(now - ages.tombstoneGraceMs)));
  for (const body of buried) await deps.bodies.removeOctets(body);
  return { forgotten, tombstoned, buried: buried.length };
}
