import type { Database } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import type { BodyDriver } from './body-driver.ts';
import { namedLocations } from './body-sql.ts';
import { storeLimits } from './limits.ts';

/**
 * Removes octets that no row names: left by a process that was killed between writing a body and the transaction that was to name it.
 * Only what is older than the grace is looked at, so that nothing under way is taken. Answers how many.
 */
export async function sweepStrayOctets(deps: { database: Database; driver: BodyDriver; clock: Clock }): Promise<number> {
  const before = deps.clock.now().getTime() - storeLimits.tombstoneGraceMs;
  let removed = 0;
  let batch: string[] = [];
  const removeStrays = async () => {
    const isNamed = await namedLocations(deps.database, batch);
    const strays = batch.filter((location) => !isNamed.has(location));
    for (const location of strays) await deps.driver.remove(location);
    removed += strays.length;
    batch = [];
  };
  for await (const { location, writtenAt } of deps.driver.list()) {
    if (writtenAt.getTime() < before && batch.push(location) === storeLimits.sweepBatchRows) await removeStrays();
  }
  await removeStrays();
  return removed;
}
