import { ordinalMax, proposalsWanted } from './limits.ts';
import { type NameForm, type NamePart, nameForms, nameParts, textOf } from './name-forms.ts';
import type { DuplicateWay, NamingProfile } from './naming-profile.ts';
import { placeInUnit } from './person-mailbox-name.ts';
import type { PersonName } from './person-name.ts';

export interface PersonToPropose {
  readonly name: PersonName;
  readonly unitMailbox: string;
  /** `YYYY-MM-DD` */
  readonly birthDate?: string | undefined;
  /** Only where the profile has `identityDigits: true`, and then no more of the number than its last three or four digits. */
  readonly identityDigits?: string | undefined;
}

export interface NameProposal {
  readonly localPart: string;
  /** How it was made, kept with the choice (REQ-DIR-9); in words by `explainProposal`. */
  readonly how: 'rule' | DuplicateWay;
  /** What each stretch of the local part was made from, in the order written; the separator stands beside the unit. */
  readonly parts: readonly NamePart[];
}

/**
 * Free names for a person, best first: the rule's own name if it is free, then one by each of the profile's ways of telling people
 * of one name apart; where that leaves fewer than `proposalsWanted`, further ones by the ways that have more (the next ordinals).
 * `isTaken` knows every address ever given out in the domain (REQ-DIR-10). Empty when nothing is free.
 */
export function proposePersonNames(
  profile: NamingProfile,
  person: PersonToPropose,
  isTaken: (localPart: string) => boolean,
): readonly NameProposal[] {
  const proposals = new Map<string, NameProposal>();
  const offer = (how: NameProposal['how'], bare: readonly NamePart[]): boolean => {
    const placed = placeInUnit(profile, textOf(bare), person.unitMailbox);
    if (!placed.ok || proposals.has(placed.value) || isTaken(placed.value)) return false;
    proposals.set(placed.value, { localPart: placed.value, how, parts: withUnit(profile, bare, person.unitMailbox) });
    return true;
  };
  offer('rule', nameParts(profile.people.name, person.name));
  let open = waysOpen(profile).map((way) => ({ way, names: namesBy(way, profile, person)[Symbol.iterator]() }));
  do {
    open = open.filter(({ way, names }) => offerNext(names, (bare) => offer(way, bare)));
  } while (proposals.size < proposalsWanted && open.length > 0);
  return [...proposals.values()];
}

/** False when the way has nothing more to give. */
function offerNext(names: Iterator<readonly NamePart[]>, offer: (bare: readonly NamePart[]) => boolean): boolean {
  for (let next = names.next(); next.done !== true; next = names.next()) if (offer(next.value)) return true;
  return false;
}

/** Digits of an identity number are personal data: listed in the order of the regulation, used only once switched on (REQ-DIR-7). */
function waysOpen({ people }: NamingProfile): readonly DuplicateWay[] {
  return people.duplicates.filter((way) => way !== 'identity-digits' || people.identityDigits);
}

/** Each way gives what it can make of the facts there are, nothing where a fact is missing. */
function* namesBy(way: DuplicateWay, profile: NamingProfile, person: PersonToPropose): Iterable<readonly NamePart[]> {
  if (isNameForm(way)) {
    yield nameParts(way, person.name);
    return;
  }
  const ruled = nameParts(profile.people.name, person.name);
  for (const text of addedBy[way](person)) yield [...ruled, { from: way === 'birth-year-short' ? 'birth-year' : way, text }];
}

function isNameForm(way: DuplicateWay): way is NameForm {
  return (nameForms as readonly string[]).includes(way);
}

const addedBy: Record<Exclude<DuplicateWay, NameForm>, (person: PersonToPropose) => Iterable<string>> = {
  *ordinal() {
    for (let ordinal = 2; ordinal <= ordinalMax; ordinal += 1) yield String(ordinal);
  },
  *'birth-year'({ birthDate }) {
    if (birthDate !== undefined && isDate.test(birthDate)) yield birthDate.slice(0, 4);
  },
  *'birth-year-short'({ birthDate }) {
    if (birthDate !== undefined && isDate.test(birthDate)) yield birthDate.slice(2, 4);
  },
  *'identity-digits'({ identityDigits }) {
    if (identityDigits !== undefined && /^\d{3,4}$/.test(identityDigits)) yield identityDigits;
  },
};

const isDate = /^\d{4}-\d{2}-\d{2}$/;

function withUnit({ people }: NamingProfile, bare: readonly NamePart[], unitMailbox: string): readonly NamePart[] {
  const unit: NamePart = { from: 'unit', text: unitMailbox };
  return { after: [...bare, unit], before: [unit, ...bare], none: bare }[people.unit];
}
