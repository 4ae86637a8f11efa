import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { OrganisationIdentifier } from '#directory/org/organisation-identifier.ts';
import type { UnitEnding } from '#directory/org/tables.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { PlanProblem } from '../plan.ts';
import type { OrgState, StateUnit } from './org-state.ts';
import type { UnitRequest } from './unit-change.ts';

/** A unit's id; for one that is yet to be made, a negative number. */
export type UnitKey = number;

export interface DraftUnit {
  readonly key: UnitKey;
  /** null: it is yet to be made. */
  readonly before: StateUnit | null;
  name: string;
  parent: UnitKey | null;
  domain: string;
  kind: UnitKind;
  code: string | null;
  profile: string | null;
  ending: Ending | null;
  readonly identifiers: OrganisationIdentifier[];
}

export interface Ending {
  readonly how: UnitEnding;
  /** The first takes over mailbox and posts that nobody asked to go elsewhere. */
  readonly heirs: readonly UnitKey[];
  readonly peopleTo: ReadonlyMap<AccountId, UnitKey>;
}

/** Units with the profiles that name them: all that finding and naming needs. */
export interface DraftedUnits {
  readonly units: ReadonlyMap<UnitKey, DraftUnit>;
  readonly state: Pick<OrgState, 'profiles'>;
}

/** The units as the changes so far have made them. */
export interface Draft extends DraftedUnits {
  readonly state: OrgState;
  readonly request: UnitRequest;
  readonly effectiveOn: string;
  readonly units: Map<UnitKey, DraftUnit>;
  readonly problems: PlanProblem[];
}

export function draftOf(state: OrgState, request: UnitRequest, effectiveOn: string): Draft {
  return { state, request, effectiveOn, units: draftUnits(state.units), problems: [] };
}

export function draftUnits(state: readonly StateUnit[]): Map<UnitKey, DraftUnit> {
  const units = new Map<UnitKey, DraftUnit>();
  for (const before of state) {
    const { id: key, parentId: parent, name, domain, kind, code, profile } = before;
    units.set(key, { key, before, parent, name, domain, kind, code, profile, ending: null, identifiers: [] });
  }
  return units;
}

export function unitOf(draft: Pick<DraftedUnits, 'units'>, key: UnitKey): DraftUnit {
  const unit = draft.units.get(key);
  if (unit === undefined) throw new Error(`unit ${key} is not in the draft`);
  return unit;
}

/** The units directly below that have not ended. */
export function childrenOf(draft: Draft, key: UnitKey): readonly DraftUnit[] {
  return [...draft.units.values()].filter((unit) => unit.parent === key && unit.ending === null);
}

/** The profile that names a unit: its own, or that of the nearest unit above which has one. */
export function profileOf(draft: DraftedUnits, unit: DraftUnit): NamingProfile | undefined {
  const seen = new Set<UnitKey>();
  for (let at: DraftUnit | undefined = unit; at !== undefined && !seen.has(at.key); ) {
    if (at.profile !== null) return draft.state.profiles.get(at.profile);
    seen.add(at.key);
    at = at.parent === null ? undefined : draft.units.get(at.parent);
  }
  return undefined;
}

/** Where what was in a unit is after the changes: itself, or the heir, and that one's heir if it ended too. */
export function heirOf(draft: Draft, key: UnitKey, accountId?: AccountId): UnitKey | null {
  const seen = new Set<UnitKey>();
  let at: UnitKey | null = key;
  while (at !== null && !seen.has(at)) {
    seen.add(at);
    const { ending }: DraftUnit = unitOf(draft, at);
    if (ending === null) return at;
    at = (accountId === undefined ? undefined : ending.peopleTo.get(accountId)) ?? ending.heirs[0] ?? null;
  }
  return null;
}

export function hasChanged({ before, name, parent, domain, kind, code, profile }: DraftUnit): boolean {
  return (
    before !== null &&
    (before.name !== name ||
      before.parentId !== parent ||
      before.domain !== domain ||
      before.kind !== kind ||
      before.code !== code ||
      before.profile !== profile)
  );
}
