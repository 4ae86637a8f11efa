import type { Stretches } from '../in-turns.ts';
import type { AddressDesk } from './address-desk.ts';
import type { NewAddress, UnitAddresses } from './address-unit.ts';
import { type Draft, heirOf } from './draft.ts';
import { giveName, isRuleSame, noName, wantedName } from './name-in-place.ts';
import { addressText, type StatePerson } from './org-state.ts';
import { Places } from './places.ts';

/** New addresses of those whose rule changed because their unit's mailbox did, or they are in another unit; older accounts first. */
export function* addressPeople(
  draft: Draft,
  original: Draft,
  units: UnitAddresses,
  desk: AddressDesk,
): Stretches<ReadonlyMap<StatePerson, NewAddress>> {
  const changed = new Map<StatePerson, NewAddress>();
  if (draft.request.addresses === 'keep') return changed;
  const placesBefore = new Places(original, (key) => original.units.get(key)?.before?.address ?? null);
  const places = new Places(draft, (key) => units.of(key));
  for (const person of draft.state.people) {
    yield;
    const unitAfter = heirOf(draft, person.unitId, person.accountId);
    const before = placesBefore.of(person.unitId);
    const after = unitAfter === null ? undefined : places.of(unitAfter);
    if (after === undefined || isRuleSame(person, before, after)) continue;
    const wanted = wantedName(person, before, after);
    if (wanted === undefined) {
      draft.problems.push(noName(person, after));
      continue;
    }
    const named = giveName(desk, person, after, wanted);
    const to = named && { localPart: named.localPart, domain: after.mailbox.domain };
    if (to && addressText(to) !== addressText(person.address)) changed.set(person, { from: person.address, to, how: named.how });
  }
  return changed;
}
