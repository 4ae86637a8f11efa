import type { ListedUnit } from '#directory/org/unit-list-sql.ts';

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
