import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Rights } from '../rights.ts';
import type { GivenRole } from './role.ts';

/** A unit and those above it, nearest first, as the tree is today. */
export type Place = readonly UnitId[];

/** A role in force today, or for a target also one that is to begin. */
export interface HeldRole {
  readonly role: GivenRole;
  /** Of a unit administrator; else null. */
  readonly unitId: UnitId | null;
  /** The last day, `YYYY-MM-DD`; null: without end. */
  readonly validTo: string | null;
}

/** Who acts, as far as rights go. */
export interface ActorFacts {
  readonly accountId: AccountId;
  /** A person's account that is neither locked nor closed. */
  readonly isActive: boolean;
  readonly roles: readonly HeldRole[];
  /** Units whose head the person is today. */
  readonly headed: readonly UnitId[];
}

/** console: whoever has the machine has everything; there is nobody to ask. */
export type Actor = 'console' | ActorFacts;

export interface PlacedRole extends HeldRole {
  /** Of its unit; empty where it has none or the unit is no more. */
  readonly place: Place;
}

/** What an act is done to. */
export interface TargetFacts {
  /** Whose it is, where it is an account's. */
  readonly accountId: AccountId | null;
  /** Whether it is a unit's own mailbox: that of somebody who works there is theirs. */
  readonly isUnitMailbox: boolean;
  /** Who comes by something through the act, where that is not the same. */
  readonly gainer: AccountId | null;
  /** As gainer: whoever heads the unit. */
  readonly gainingHeadOf: UnitId | null;
  /** Where it stands: once for a unit, for each post of a person; nowhere for what belongs to the whole system, or to somebody without a post. */
  readonly places: readonly Place[];
  /** The account's roles, those to begin included; of an assignment that one alone. */
  readonly roles: readonly PlacedRole[];
  /** What was granted to the actor on the mailbox. */
  readonly granted: Rights;
}

/** A unit as the tree has it: what it stands under or, when it has ended, what it became. */
export interface TreeUnit {
  readonly id: UnitId;
  readonly isLive: boolean;
  readonly parentId: UnitId | null;
  readonly heirs: readonly UnitId[];
}

/**
 * Where a unit stands. One that has ended stands where it went, and where it went to several, under what is above them all: its mailbox is
 * the business of whoever is over every one of its heirs.
 */
export function placeOf(tree: ReadonlyMap<UnitId, TreeUnit>, unitId: UnitId, seen: ReadonlySet<UnitId> = new Set()): Place {
  const unit = tree.get(unitId);
  if (unit === undefined || seen.has(unitId)) return [];
  const within = new Set([...seen, unitId]);
  if (unit.isLive) return [unitId, ...(unit.parentId === null ? [] : placeOf(tree, unit.parentId, within))];
  const [first = [], ...others] = unit.heirs.map((heir) => placeOf(tree, heir, within));
  return first.filter((above) => others.every((place) => place.includes(above)));
}
