import type { Unit } from '../api/api-contract.ts';

export interface UnitNode {
  readonly unit: Unit;
  readonly below: readonly UnitNode[];
}

/** Units as trees, in the order of rank they came in. */
export function unitForest(units: readonly Unit[]): readonly UnitNode[] {
  const known = new Set(units.map(({ id }) => id));
  const below = new Map<number | null, Unit[]>();
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
    const beside = below.get(parent);
    if (beside === undefined) below.set(parent, [unit]);
    else beside.push(unit);
  }
  const nodesBelow = (parent: number | null): UnitNode[] => (below.get(parent) ?? []).map((unit) => ({ unit, below: nodesBelow(unit.id) }));
  return nodesBelow(null);
}

/** Letters as people compare them when they search: small, without marks, đ as d. */
export function foldedText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** The units that a text finds, and those above them, which show where they are. */
export function filteredForest(forest: readonly UnitNode[], text: string): readonly UnitNode[] {
  const words = foldedText(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return forest;
  const isFound = ({ name, address }: Unit) => {
    const folded = `${foldedText(name)} ${address ?? ''}`;
    return words.every((word) => folded.includes(word));
  };
  const kept = (node: UnitNode): UnitNode[] => {
    const below = node.below.flatMap(kept);
    return below.length > 0 || isFound(node.unit) ? [{ unit: node.unit, below }] : [];
  };
  return forest.flatMap(kept);
}

/** A unit and those above it, the topmost first. */
export function lineOf(units: readonly Unit[], id: number): readonly Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const line: Unit[] = [];
  for (
    let unit = byId.get(id);
    unit !== undefined && !line.includes(unit);
    unit = unit.parentId === null ? undefined : byId.get(unit.parentId)
  )
    line.unshift(unit);
  return line;
}

/** How many units a forest has. */
export function countUnits(forest: readonly UnitNode[]): number {
  return forest.reduce((sum, { below }) => sum + 1 + countUnits(below), 0);
}
