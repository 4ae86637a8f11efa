import type { Draft, DraftUnit } from './draft.ts';

type NewUnit = Pick<DraftUnit, 'name' | 'kind' | 'code' | 'profile' | 'domain' | 'parent'>;

/** A unit that is yet to be made. */
export function addUnit(draft: Draft, facts: NewUnit): DraftUnit {
  const key = -1 - [...draft.units.keys()].filter((one) => one < 0).length;
  const unit: DraftUnit = { ...facts, key, before: null, ending: null, identifiers: [] };
  draft.units.set(key, unit);
  return unit;
}
