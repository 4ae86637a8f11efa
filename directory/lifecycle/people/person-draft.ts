import type { AccountId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { PlanProblem } from '../plan.ts';
import type { Clash } from '../units/address-desk.ts';
import { type DraftedUnits, type DraftUnit, draftUnits } from '../units/draft.ts';
import { findUnit, isProblem } from '../units/find-unit.ts';
import { Places } from '../units/places.ts';
import type {
  BegunAppointment,
  ChangedAddress,
  EndedAccess,
  EndedAppointment,
  GrantToMake,
  NewAccount,
  PersonDeeds,
} from './person-deeds.ts';
import type { Group, HeldPost, KnownPerson, PersonState, Seat } from './person-state.ts';

/** What an event comes to, as far as it has been thought through. */
export interface PersonDraft {
  readonly state: PersonState;
  readonly on: string;
  readonly units: DraftedUnits;
  readonly places: Places;
  readonly problems: PlanProblem[];
  readonly remarks: InBoth[];
  readonly clashes: Clash[];
  readonly ends: EndedAppointment[];
  readonly begins: BegunAppointment[];
  readonly grants: GrantToMake[];
  readonly leavesGroups: Group[];
  readonly joinsGroups: Group[];
  /** What the plan is made from: units, seats and people that it looked at. */
  readonly seen: { readonly people: Set<KnownPerson>; readonly units: Set<DraftUnit>; readonly seats: Set<Seat> };
  subject: KnownPerson | null;
  creates: NewAccount | null;
  renames: PersonDeeds['renames'];
  address: ChangedAddress | null;
  standing: PersonDeeds['standing'];
  returnsOn: string | null;
  autoReply: PersonDeeds['autoReply'] | null;
  keeping: PersonDeeds['keeping'];
  access: EndedAccess;
}

/** Nothing done yet. */
export function draftFor(state: PersonState, on: string): PersonDraft {
  const units = { units: draftUnits(state.units), state };
  return {
    ...{ state, on, units, places: new Places(units, (key) => units.units.get(key)?.before?.address ?? null) },
    ...{ problems: [], remarks: [], clashes: [], ends: [], begins: [], grants: [], leavesGroups: [], joinsGroups: [] },
    seen: { people: new Set(), units: new Set(), seats: new Set() },
    ...{ subject: null, creates: null, renames: null, address: null, standing: null, returnsOn: null, autoReply: null, keeping: null },
    access: { grantsTo: [], grantsOn: null, appPasswords: 'unreadable', password: false },
  };
}

export function note(draft: PersonDraft, what: string, vi: string, en: string): void {
  draft.problems.push({ what, vi, en });
}

export function remark(draft: PersonDraft, vi: string, en: string): void {
  draft.remarks.push({ vi, en });
}

/** The unit that a text names; what is wrong with the text is noted. */
export function unitNamed(draft: PersonDraft, text: string): DraftUnit | undefined {
  const found = findUnit(draft.units, text);
  if (isProblem(found)) {
    draft.problems.push(found);
    return undefined;
  }
  draft.seen.units.add(found);
  return found;
}

/** The posts that a person goes on holding: those of the day that nothing of the plan ends. */
export function keptPosts({ ends }: PersonDraft, { posts }: KnownPerson): readonly HeldPost[] {
  const ended = new Set(ends.map(({ appointmentId }) => appointmentId));
  return posts.filter(({ appointmentId }) => !ended.has(appointmentId));
}

export function accountOf(unit: DraftUnit): AccountId | null {
  return unit.before?.accountId ?? null;
}
