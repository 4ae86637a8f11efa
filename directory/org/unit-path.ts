import type { UnitId } from '#kernel/ids.ts';
import type { ListedUnit } from './unit-list-sql.ts';

/** Names of the units above, nearest first, without the root, which all share. */
export function pathOf(unit: ListedUnit, byId: ReadonlyMap<UnitId, ListedUnit>): readonly string[] {
  const names: string[] = [];
  let above = unit.parentId === null ? undefined : byId.get(unit.parentId);
  while (above !== undefined && above.parentId !== null) {
    names.push(above.name);
    above = byId.get(above.parentId);
  }
  return names;
}
