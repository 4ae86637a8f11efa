import type { UnitId } from '#kernel/ids.ts';
import type { UnitVersion } from './report-unit-sql.ts';

export interface TreeUnit extends UnitVersion {
  /** 0 at the top of the report. */
  readonly level: number;
}

/**
 * The units of a report in the order in which it tells of them: each before those below it, and these in the order given. With `top` only that one
 * and what is below; empty when there was no such unit.
 */
export function treeOf(units: readonly UnitVersion[], top: UnitId | null): readonly TreeUnit[] {
  const known = new Set(units.map(({ id }) => id));
  const below = Map.groupBy(units, ({ id, parentId }) => (parentId !== null && known.has(parentId) && id !== top ? parentId : null));
  const begin = top === null ? (below.get(null) ?? []) : units.filter(({ id }) => id === top);
  const ordered: TreeUnit[] = [];
  // Not by recursion: how deep a tree goes is not ours to say.
  const waiting = begin.toReversed().map((unit) => ({ unit, level: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    ordered.push({ ...next.unit, level: next.level });
    const level = next.level + 1;
    for (const unit of (below.get(next.unit.id) ?? []).toReversed()) waiting.push({ unit, level });
  }
  return ordered;
}

/** The unit of the report for which something of `id` counts: itself, or who came after it; null where none of them is in the report. */
export function countsFor(id: UnitId, units: ReadonlySet<UnitId>, heirs: ReadonlyMap<UnitId, UnitId>): UnitId | null {
  const seen = new Set<UnitId>();
  for (let at: UnitId | undefined = id; at !== undefined && !seen.has(at); at = heirs.get(at)) {
    if (units.has(at)) return at;
    seen.add(at);
  }
  return null;
}
