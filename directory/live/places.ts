import type { Source } from '#directory/access/query-rows.ts';
import { findTree } from '#directory/access/roles/facts-sql.ts';
import { placeOf } from '#directory/access/roles/standing.ts';
import type { UnitId } from '#kernel/ids.ts';

/** Where units stand in the tree of today, as `authorise` sees them: each first, then those above it. */
export function placesOfUnits(source: Source) {
  return async (unitIds: readonly UnitId[]): Promise<ReadonlyMap<UnitId, readonly UnitId[]>> => {
    const tree = await findTree(source, unitIds);
    return new Map(unitIds.map((unitId) => [unitId, placeOf(tree, unitId)]));
  };
}
