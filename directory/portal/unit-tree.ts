import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { UnitId } from '#kernel/ids.ts';

export interface UnitNode {
  readonly unit: ListedUnit;
  readonly children: readonly UnitNode[];
}

/** The trees of a list, keeping its order. A unit whose parent is not in the list is a root, so that none is lost. */
export function unitTree(units: readonly ListedUnit[]): readonly UnitNode[] {
  const nodes = new Map(units.map((unit) => [unit.id, { unit, children: [] as UnitNode[] }]));
  const roots: UnitNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.unit.parentId === null ? undefined : nodes.get(node.unit.parentId);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

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
