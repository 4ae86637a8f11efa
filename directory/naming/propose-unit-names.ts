import { ordinalMax, proposalsWanted } from './limits.ts';
import { checkLocalPart } from './local-part.ts';
import type { NamingProfile } from './naming-profile.ts';
import { ownNames, ownPart, placeUnder, type UnitToName, wholeName } from './unit-mailbox-name.ts';

/** How units of one name are told apart, best first. */
export const unitWays = [
  'kind-word', // xayenmy, snv
  'former-unit-above', // yenmy.chodon
  'spelled-name', // noivu
  'ordinal', // yenmy2
] as const;
export type UnitWay = (typeof unitWays)[number];

export interface UnitNameProposal {
  readonly localPart: string;
  readonly how: 'rule' | UnitWay;
}

export interface UnitToPropose extends UnitToName {
  /** Local part of the unit above; null for a root. */
  readonly parentMailbox: string | null;
  /** Of the unit it was under before, if that tells it apart: two communes of one name were in two districts. */
  readonly formerParentMailbox?: string | undefined;
}

/**
 * Free names for a unit, best first: the rule's own if it is free, then one by each way. Communes of one name meet when provinces are
 * merged and districts end (REQ-DIR-13). `isTaken` as for people. Empty where nothing is free or the name has no letter.
 */
export function proposeUnitNames(
  profile: NamingProfile,
  unit: UnitToPropose,
  isTaken: (localPart: string) => boolean,
): readonly UnitNameProposal[] {
  const own = ownPart(profile, unit);
  if (!own.ok) return [];
  const proposals = new Map<string, UnitNameProposal>();
  const offer = (how: UnitNameProposal['how'], bare: string, above: string | null): boolean => {
    const placed = above === null ? checkLocalPart(bare, profile.reserved) : placeUnder(profile, bare, above);
    if (!placed.ok || proposals.has(placed.value) || isTaken(placed.value)) return false;
    proposals.set(placed.value, { localPart: placed.value, how });
    return true;
  };
  const rule = profile.units.rules[unit.kind];
  const above = rule.parent === 'none' ? null : unit.parentMailbox;
  if (rule.parent === 'mailbox' && above === null) return [];
  offer('rule', own.value, above);
  offer('kind-word', rule.own === 'joined-name' ? wholeName(unit) : ownNames['abbreviation-with-kind-word'](profile, unit), above);
  if (unit.formerParentMailbox !== undefined) offer('former-unit-above', own.value, unit.formerParentMailbox);
  offer('spelled-name', ownNames['joined-name'](profile, unit), above);
  for (let ordinal = 2; ordinal <= ordinalMax; ordinal += 1)
    if (offer('ordinal', `${own.value}${ordinal}`, above) && proposals.size >= proposalsWanted) break;
  return [...proposals.values()];
}
