import { bareName, personMailboxName, placeInUnit } from '#directory/naming/person-mailbox-name.ts';
import { displayName, type PersonName } from '#directory/naming/person-name.ts';
import { proposePersonNames } from '#directory/naming/propose-person-names.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { PlanProblem } from '../plan.ts';
import type { AddressDesk, Named } from './address-desk.ts';
import { addressText, type MailAddress } from './org-state.ts';
import type { Place } from './places.ts';

/** Somebody who is to have an address; null: they have none yet. */
export interface PersonToAddress {
  readonly accountId: AccountId | null;
  readonly name: PersonName;
  readonly birthDate: string | null;
  readonly address: MailAddress | null;
}

type Addressed = PersonToAddress & { readonly address: MailAddress };

/** Where the rule says what it said before, or what the address is already, nothing changes, whatever name was once chosen by hand. */
export function isRuleSame({ name, address }: Addressed, before: Place | undefined, after: Place): boolean {
  const ruled = personMailboxName(after.profile, name, after.mailbox.localPart);
  if (!ruled.ok) return false;
  if (addressText(address) === addressText({ localPart: ruled.value, domain: after.mailbox.domain })) return true;
  if (before?.mailbox.domain !== after.mailbox.domain) return false;
  const ruledBefore = personMailboxName(before.profile, name, before.mailbox.localPart);
  return ruledBefore.ok && ruledBefore.value === ruled.value;
}

/** By the rule, or with what told the person apart before. */
export function wantedName(person: PersonToAddress, before: Place | undefined, after: Place): Named | undefined {
  const ruled = personMailboxName(after.profile, person.name, after.mailbox.localPart);
  if (!ruled.ok) return undefined;
  return (before && withOwnPart(person, before, after)) ?? { localPart: ruled.value, how: 'rule' };
}

export function noName(person: PersonToAddress, { profile }: Place): PlanProblem {
  const name = person.address === null ? displayName(person.name) : `${displayName(person.name)} (${addressText(person.address)})`;
  return {
    what: 'no-name',
    vi: `${name} không có tên hộp thư hợp lệ theo quy tắc ${profile.id}`,
    en: `${name} gets no valid mailbox name by the profile ${profile.id}`,
  };
}

/** A namesake told apart once stays told apart so: anhnv2.tx becomes anhnv2.backan, which its owner will remember. */
function withOwnPart(person: PersonToAddress, before: Place, after: Place): Named | undefined {
  if (before.profile.people.name !== after.profile.people.name) return undefined;
  const own = person.address === null ? undefined : ownPartOf(person.address.localPart, before);
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

export function giveName(desk: AddressDesk, person: PersonToAddress, { profile, mailbox }: Place, wanted: Named): Named | undefined {
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
