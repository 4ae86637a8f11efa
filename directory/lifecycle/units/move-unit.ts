import { childrenOf, type Draft, type DraftUnit, type UnitKey, unitOf } from './draft.ts';

/** Under another unit, or none; refused where that stands inside the unit itself. */
export function moveUnit(draft: Draft, unit: DraftUnit, above: DraftUnit | null): void {
  if (above !== null && isWithin(draft, above.key, unit.key)) {
    draft.problems.push({
      what: 'cycle',
      vi: `Không thể đưa “${unit.name}” vào dưới “${above.name}”: đơn vị này nằm trong chính nó`,
      en: `“${unit.name}” cannot stand under “${above.name}”, which is inside it`,
    });
    return;
  }
  const formerDomain = unit.parent === null ? null : unitOf(draft, unit.parent).domain;
  unit.parent = above?.key ?? null;
  // A unit takes the domain of the unit above unless it says otherwise (REQ-DIR-2).
  if (above !== null && unit.domain === formerDomain) setDomain(draft, unit, above.domain);
}

function isWithin(draft: Draft, key: UnitKey, outer: UnitKey): boolean {
  const seen = new Set<UnitKey>();
  for (let at: UnitKey | null = key; at !== null && !seen.has(at); at = draft.units.get(at)?.parent ?? null) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
}

/** Of the unit and of those below that had the same. */
export function setDomain(draft: Draft, unit: DraftUnit, domain: string): void {
  const former = unit.domain;
  unit.domain = domain;
  for (const child of childrenOf(draft, unit.key)) if (child.domain === former && former !== domain) setDomain(draft, child, domain);
}
