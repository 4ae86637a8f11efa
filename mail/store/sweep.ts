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
  /** Give it to the next round, which goes on from there; null begins anew. */
  readonly next: BodyId | null;
}

/**
 * One step of sweeping: expunged messages past their retention are forgotten, bodies nothing refers to are tombstoned, and bodies
 * tombstoned longer than the grace lose their octets and then their rows (cut off in between, the next step does both again). Safe beside
 * deliveries and other sweepers; each part does a bounded amount, so call again while there is something to do.
 */
export async function sweep(
  deps: { database: Database; bodies: BodyStore; clock: Clock },
  ages: { expungedRetentionMs: number; tombstoneGraceMs: number } = storeLimits,
  after: BodyId | null = null,
): Promise<SweepReport> {
  const { database, bodies } = deps;
  const now = deps.clock.now().getTime();
  const forgotten = await inTransaction(database, (tx) => forgetExpunged(tx, new Date(now - ages.expungedRetentionMs)));
  const graceStart = new Date(now - ages.tombstoneGraceMs);
  const { tombstoned, next } = await inTransaction(database, async (tx) => {
    const found = await unreferencedBodies(tx, graceStart, after);
    return { tombstoned: await tombstone(tx, found.unreferenced, new Date(now)), next: found.next };
  });
  const old = await tombstonedBodies(database, graceStart);
  for (const body of old) await bodies.removeOctets(body);
  if (old.length > 0)
    await inTransaction(database, (tx) =>
      bury(
        tx,
        old.map((body) => body.id),
      ),
    );
  return { forgotten, tombstoned, buried: old.length, next };
}
