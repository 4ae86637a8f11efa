import { displayName } from '#directory/naming/person-name.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Stretches } from '../in-turns.ts';
import type { Facts, PlanProblem } from '../plan.ts';
import { AddressDesk, type DeskBooks } from './address-desk.ts';
import { addressPeople } from './address-people.ts';
import { type NewAddress, UnitAddresses } from './address-unit.ts';
import { applyChange } from './apply-change.ts';
import { checkDraft } from './check-draft.ts';
import { type Draft, type DraftUnit, draftOf, hasChanged, heirOf, type UnitKey, unitOf } from './draft.ts';
import { factsOf } from './facts-of-plan.ts';
import { movePosts } from './move-posts.ts';
import { addressText, type OrgState, type StatePerson } from './org-state.ts';
import { summarise, titleOf } from './summarise.ts';
import type { UnitRequest } from './unit-change.ts';
import type { AddressChange, PostMove, UnitDeeds, UnitNotes } from './unit-deeds.ts';

export interface UnitPlan {
  readonly title: InBoth;
  readonly facts: Facts;
  readonly deeds: UnitDeeds;
  readonly notes: UnitNotes;
  readonly summary: readonly InBoth[];
  readonly problems: readonly PlanProblem[];
}

/** What changes of units come to (REQ-DIR-13): pure, and the same for the same directory, request and day. */
export function* planUnitChanges(state: OrgState, request: UnitRequest, effectiveOn: string): Stretches<UnitPlan> {
  const draft = draftOf(state, request, effectiveOn);
  for (const change of request.changes) yield applyChange(draft, change);
  yield checkDraft(draft);
  const desk = new AddressDesk(booksOf(draft));
  const original = draftOf(state, request, effectiveOn);
  const units = new UnitAddresses(draft, original, desk);
  for (const unit of draft.units.values()) yield units.settle(unit);
  const people = yield* addressPeople(draft, original, units, desk);
  yield* desk.noteUnusedChoices(namesToChooseBy(draft));
  const { moves, headless } = movePosts(draft);
  yield;
  const deeds = deedsOf(draft, units, people, moves);
  yield;
  const notes = { clashes: desk.clashes, headless };
  return {
    title: titleOf(request),
    facts: factsOf(draft, deeds, notes, people.keys()),
    deeds,
    notes,
    summary: summarise(deeds, notes, request),
    problems: withoutRepeats(draft.problems.length === 0 && isNothing(deeds) ? [nothing] : draft.problems),
  };
}

function booksOf({ state, request, problems }: Draft): DeskBooks {
  const names = new Map<AccountId, string>([
    ...state.units.flatMap(({ accountId, name }) => (accountId === null ? [] : [[accountId, name] as const])),
    ...state.people.map(({ accountId, address }) => [accountId, addressText(address)] as const),
  ]);
  return { owners: state.owners, nameOf: (owner) => names.get(owner), choose: request.choose, clashes: request.clashes, problems };
}

const nothing: PlanProblem = {
  what: 'nothing',
  vi: 'Mọi thứ đã đúng như vậy: không có gì thay đổi',
  en: 'Everything is like that already: nothing changes',
};

function isNothing({ created, changed, ended, identifiers, addresses }: UnitDeeds): boolean {
  return [created, changed, ended, identifiers, addresses].every((deeds) => deeds.length === 0);
}

function deedsOf(draft: Draft, units: UnitAddresses, people: ReadonlyMap<StatePerson, NewAddress>, moves: readonly PostMove[]): UnitDeeds {
  const all = [...draft.units.values()];
  const nameNow = (key: UnitKey) => draft.units.get(key)?.name;
  const nameBefore = (key: UnitKey) => draft.units.get(key)?.before?.name;
  const { oldAddresses, newDomains } = draft.request;
  return {
    newDomains: newDomains.filter((domain) => !draft.state.domains.includes(domain)),
    created: all.flatMap((unit) => {
      const address = unit.before === null && unit.ending === null ? units.changed.get(unit.key)?.to : undefined;
      return address === undefined ? [] : [{ key: unit.key, ...valuesOf(unit, nameNow), address }];
    }),
    changed: all
      .filter((unit) => unit.ending === null && hasChanged(unit))
      .map((unit) => {
        const before = unit.before!;
        const was = valuesOf({ ...before, parent: before.parentId }, nameBefore);
        return { unitId: before.id, ...valuesOf(unit, nameNow), was };
      }),
    ended: all.flatMap((unit) => (unit.before === null || unit.ending === null ? [] : [endedUnit(draft, unit)])),
    identifiers: all.flatMap(({ key, name, identifiers }) => identifiers.map((identifier) => ({ unit: key, name, ...identifier }))),
    posts: moves,
    addresses: [...unitAddresses(draft, units), ...[...people].map(([person, address]) => personAddress(person, address))],
    oldAddressesUntil: oldAddresses === 'forever' ? null : oldAddresses,
  };
}

type Values = Pick<DraftUnit, 'name' | 'kind' | 'code' | 'parent' | 'domain' | 'profile'>;

function valuesOf({ name, kind, code, parent, domain, profile }: Values, nameOf: (key: UnitKey) => string | undefined) {
  return { name, kind, code, parent, above: parent === null ? null : (nameOf(parent) ?? null), domain, profile };
}

function endedUnit(draft: Draft, unit: DraftUnit): UnitDeeds['ended'][number] {
  const { before, ending } = unit;
  const heirs = ending!.heirs.map((key) => ({ unit: key, name: unitOf(draft, key).name }));
  return { unitId: before!.id, name: before!.name, how: ending!.how, heirs, mailboxTo: heirOf(draft, unit.key) };
}

function unitAddresses(draft: Draft, units: UnitAddresses): readonly AddressChange[] {
  return [...units.changed].flatMap(([key, { from, to, how }]): readonly AddressChange[] => {
    const { before, name } = unitOf(draft, key);
    if (!before?.accountId || from === null) return [];
    return [{ owner: 'unit', accountId: before.accountId, name, from: addressText(from), to, how }];
  });
}

function personAddress(person: StatePerson, { to, how }: NewAddress): AddressChange {
  const from = addressText(person.address);
  return { owner: 'person', accountId: person.accountId, name: displayName(person.name), from, to, how };
}

function namesToChooseBy(draft: Draft): readonly string[] {
  const newNames = [...draft.units.values()].filter(({ before }) => before === null).map(({ name }) => name);
  const units = draft.state.units.flatMap(({ address }) => (address === null ? [] : [addressText(address)]));
  return [...newNames, ...units, ...draft.state.people.map(({ address }) => addressText(address))];
}

function withoutRepeats(problems: readonly PlanProblem[]): readonly PlanProblem[] {
  return [...new Map(problems.map((problem) => [problem.en, problem])).values()];
}
