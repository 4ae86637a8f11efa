import type { Unit } from '../api/api-contract.ts';

/** Why a unit cannot be put beneath another: it is that one, that one is beneath it, or it stands there already. */
export type NoDrop = 'itself' | 'beneath' | 'there';

export type UnitsById = ReadonlyMap<number, Unit>;

export function unitsById(units: readonly Unit[]): UnitsById {
  return new Map(units.map((unit) => [unit.id, unit]));
}

/** undefined: it may be planned. What else stands in the way the server says, in the preview. */
export function whyNoDrop(units: UnitsById, moved: number, onto: number): NoDrop | undefined {
  if (moved === onto) return 'itself';
  if (isBeneath(units, onto, moved)) return 'beneath';
  return units.get(moved)?.parentId === onto ? 'there' : undefined;
}

function isBeneath(units: UnitsById, id: number, above: number): boolean {
  const seen = new Set<number>();
  for (let at = units.get(id)?.parentId ?? null; at !== null && !seen.has(at); at = units.get(at)?.parentId ?? null) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}
