import { foldName, initialsOf, syllablesOf } from './fold-name.ts';
import { ordinalMax } from './limits.ts';
import type { DuplicateWay, NamingProfile } from './naming-profile.ts';
import { bareName, placeInUnit } from './person-mailbox-name.ts';
import type { PersonName } from './person-name.ts';

export interface PersonToPropose {
  readonly name: PersonName;
  readonly unitMailbox: string;
  /** `YYYY-MM-DD` */
  readonly birthDate?: string | undefined;
  /** Only where the profile says `identity-digits`, and then no more of the number than its last digits. */
  readonly identityDigits?: string | undefined;
}

export interface NameProposal {
  readonly localPart: string;
  /** How it was made, kept with the choice (REQ-DIR-9). */
  readonly how: 'rule' | DuplicateWay;
}

/**
 * Free names for a person, best first: the rule's own name if it is free, then one by each of the profile's ways of telling people
 * of one name apart. `isTaken` knows every address ever given out in the domain (REQ-DIR-10). Empty when nothing is free.
 */
export function proposePersonNames(
  profile: NamingProfile,
  person: PersonToPropose,
  isTaken: (localPart: string) => boolean,
): readonly NameProposal[] {
  const proposals = new Map<string, NameProposal>();
  const offer = (bare: string, how: NameProposal['how']): boolean => {
    const placed = placeInUnit(profile, bare, person.unitMailbox);
    if (!placed.ok || proposals.has(placed.value) || isTaken(placed.value)) return false;
    proposals.set(placed.value, { localPart: placed.value, how });
    return true;
  };
  offer(bareName(profile, person.name), 'rule');
  for (const way of profile.people.duplicates) {
    for (const bare of namesBy[way](profile, person)) if (offer(bare, way)) break;
  }
  return [...proposals.values()];
}

type WayOfNaming = (profile: NamingProfile, person: PersonToPropose) => Iterable<string>;

// Each gives what it can make of the facts there are, nothing where a fact is missing.
const namesBy: Record<DuplicateWay, WayOfNaming> = {
  *ordinal(profile, { name }) {
    for (let ordinal = 2; ordinal <= ordinalMax; ordinal += 1) yield `${bareName(profile, name)}${ordinal}`;
  },
  *'birth-year'(profile, { name, birthDate }) {
    if (birthDate !== undefined) yield bareName(profile, name) + birthDate.slice(0, 4);
  },
  *'birth-year-short'(profile, { name, birthDate }) {
    if (birthDate !== undefined) yield bareName(profile, name) + birthDate.slice(2, 4);
  },
  *'spelled-middle-name'(_profile, { name }) {
    if (foldName(name.middle) !== '') yield foldName(name.given) + initialsOf(syllablesOf(name.family)) + foldName(name.middle);
  },
  *'spelled-name'(_profile, { name }) {
    yield foldName(name.given) + foldName(name.family) + foldName(name.middle);
  },
  *'identity-digits'(profile, { name, identityDigits }) {
    if (identityDigits !== undefined && /^\d{3,4}$/.test(identityDigits)) yield bareName(profile, name) + identityDigits;
  },
};
