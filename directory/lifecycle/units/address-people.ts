import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { bareName, namesItsPeople, personMailboxName, placeInUnit } from '#directory/naming/person-mailbox-name.ts';
import { displayName } from '#directory/naming/person-name.ts';
import { proposePersonNames } from '#directory/naming/propose-person-names.ts';
import type { PlanProblem } from '../plan.ts';
import type { AddressDesk, Named } from './address-desk.ts';
import type { NewAddress, UnitAddresses } from './address-unit.ts';
import { type Draft, type DraftUnit, heirOf, profileOf, type UnitKey } from './draft.ts';
import { addressText, type MailAddress, type StatePerson } from './org-state.ts';

interface Place {
  readonly profile: NamingProfile;
  readonly mailbox: MailAddress;
}

/** New addresses of those whose rule changed because their unit's mailbox did, or they are in another unit; older accounts first. */
export function addressPeople(
  draft: Draft,
  original: Draft,
  units: UnitAddresses,
  desk: AddressDesk,
): ReadonlyMap<StatePerson, NewAddress> {
  const changed = new Map<StatePerson, NewAddress>();
  if (draft.request.addresses === 'keep') return changed;
  const placesBefore = new Places(original, (key) => original.units.get(key)?.before?.address ?? null);
  const places = new Places(draft, (key) => units.of(key));
  for (const person of draft.state.people) {
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

/** What people in a unit are named after: the agency, district or commune, not the office inside it (REQ-DIR-6). */
class Places {
  readonly #known = new Map<UnitKey, Place | undefined>();
  readonly #draft: Draft;
  readonly #mailboxOf: (key: UnitKey) => MailAddress | null;

  constructor(draft: Draft, mailboxOf: (key: UnitKey) => MailAddress | null) {
    this.#draft = draft;
    this.#mailboxOf = mailboxOf;
  }

  of(key: UnitKey): Place | undefined {
    if (!this.#known.has(key)) this.#known.set(key, this.#find(key));
    return this.#known.get(key);
  }

  #find(key: UnitKey): Place | undefined {
    const seen = new Set<UnitKey>();
    let at: DraftUnit | undefined = this.#draft.units.get(key);
    while (at !== undefined && !namesItsPeople(at.kind) && at.parent !== null && !seen.has(at.key)) {
      seen.add(at.key);
      at = this.#draft.units.get(at.parent);
    }
    const mailbox = at && this.#mailboxOf(at.key);
    const profile = at && profileOf(this.#draft, at);
    return mailbox && profile ? { mailbox, profile } : undefined;
  }
}

/** Where the rule says what it said before, or what the address is already, nothing changes, whatever name was once chosen by hand. */
function isRuleSame({ name, address }: StatePerson, before: Place | undefined, after: Place): boolean {
  const ruled = personMailboxName(after.profile, name, after.mailbox.localPart);
  if (!ruled.ok) return false;
  if (addressText(address) === addressText({ localPart: ruled.value, domain: after.mailbox.domain })) return true;
  if (before?.mailbox.domain !== after.mailbox.domain) return false;
  const ruledBefore = personMailboxName(before.profile, name, before.mailbox.localPart);
  return ruledBefore.ok && ruledBefore.value === ruled.value;
}

function wantedName(person: StatePerson, before: Place | undefined, after: Place): Named | undefined {
  const ruled = personMailboxName(after.profile, person.name, after.mailbox.localPart);
  if (!ruled.ok) return undefined;
  return (before && withOwnPart(person, before, after)) ?? { localPart: ruled.value, how: 'rule' };
}

function noName(person: StatePerson, { profile }: Place): PlanProblem {
  const name = displayName(person.name);
  return {
    what: 'no-name',
    vi: `${name} (${addressText(person.address)}) không có tên hộp thư hợp lệ theo quy tắc ${profile.id}`,
    en: `${name} (${addressText(person.address)}) gets no valid mailbox name by the profile ${profile.id}`,
  };
}

/** A namesake told apart once stays told apart so: anhnv2.tx becomes anhnv2.backan, which its owner will remember. */
function withOwnPart(person: StatePerson, before: Place, after: Place): Named | undefined {
  if (before.profile.people.name !== after.profile.people.name) return undefined;
  const own = ownPartOf(person.address.localPart, before);
  if (own === undefined || own === bareName(before.profile, person.name)) return undefined;
  const placed = placeInUnit(after.profile, own, after.mailbox.localPart);
  return placed.ok ? { localPart: placed.value, how: 'own-part' } : undefined;
}

function ownPartOf(localPart: string, { profile, mailbox }: Place): string | undefined {
  if (profile.people.unit === 'none') return localPart;
  const unit = profile.people.unit === 'after' ? `${profile.separator}${mailbox.localPart}` : `${mailbox.localPart}${profile.separator}`;
  if (profile.people.unit === 'after') return localPart.endsWith(unit) ? localPart.slice(0, -unit.length) : undefined;
  return localPart.startsWith(unit) ? localPart.slice(unit.length) : undefined;
}

function giveName(desk: AddressDesk, person: StatePerson, { profile, mailbox }: Place, wanted: Named): Named | undefined {
  const { name, birthDate } = person;
  const toPropose = { name, birthDate: birthDate ?? undefined, unitMailbox: mailbox.localPart };
  return desk.give({
    owner: 'person',
    accountId: person.accountId,
    name: displayName(name),
    from: person.address,
    domain: mailbox.domain,
    wanted,
    propose: (isTaken) => proposePersonNames(profile, toPropose, isTaken).map(({ localPart, how }) => ({ localPart, how })),
  });
}
