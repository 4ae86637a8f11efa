import { displayName } from '#directory/naming/person-name.ts';
import { AddressDesk, type Named } from '../units/address-desk.ts';
import { giveName, isRuleSame, noName, type PersonToAddress, wantedName } from '../units/name-in-place.ts';
import { addressText, type MailAddress } from '../units/org-state.ts';
import type { Place } from '../units/places.ts';
import type { ChangedAddress } from './person-deeds.ts';
import { keptPosts, note, type PersonDraft } from './person-draft.ts';
import type { KnownPerson } from './person-state.ts';

interface Naming {
  /** A local part chosen by hand, or a whole address. */
  readonly address?: string | undefined;
  readonly clashes: 'best' | 'ask';
}

/** The first address of somebody new, after the agency, district or commune of the main post (REQ-DIR-6). */
export function firstAddress(draft: PersonDraft, person: PersonToAddress, naming: Naming): (Named & MailAddress) | undefined {
  const place = mainPlace(draft, null);
  return place && give(draft, person, place, undefined, naming);
}

interface Renewal extends Naming {
  readonly addresses: 'keep' | 'renew';
  readonly oldAddresses: string;
}

/** Another address where the rule now says another, or one was chosen by hand; the old one goes on receiving. */
export function renewAddress(draft: PersonDraft, person: KnownPerson, asked: Renewal, name = person.name): ChangedAddress | null {
  const oldUntil = asked.oldAddresses === 'forever' ? null : asked.oldAddresses;
  if (oldUntil !== null && oldUntil < draft.on)
    note(
      draft,
      'dates-cross',
      `Địa chỉ cũ nhận thư đến ${oldUntil}, trước ngày ${draft.on}`,
      `The old address receives until ${oldUntil}, which is before ${draft.on}`,
    );
  if (asked.addresses === 'keep' && asked.address === undefined) return null;
  const place = mainPlace(draft, person);
  if (place === undefined) return null;
  const former = person.posts[0] && draft.places.of(person.posts[0].unitId);
  const toName = { ...person, name };
  const isSame = displayName(name) === displayName(person.name) && isRuleSame(toName, former, place);
  if (asked.address === undefined && isSame) return null;
  const given = give(draft, toName, place, displayName(name) === displayName(person.name) ? former : undefined, asked);
  const from = addressText(person.address);
  if (given === undefined || addressText(given) === from) return null;
  return { from, to: { localPart: given.localPart, domain: given.domain }, how: given.how, oldUntil };
}

/** What the person is named after once the plan is done. */
function mainPlace(draft: PersonDraft, person: KnownPerson | null): Place | undefined {
  const main = draft.begins.find(({ isMain }) => isMain) ?? (person === null ? undefined : keptPosts(draft, person)[0]);
  if (main === undefined) return undefined;
  const place = draft.places.of(main.unitId);
  if (place !== undefined) draft.seen.units.add(place.unit);
  else
    note(
      draft,
      'no-naming',
      `“${main.unit}” và các đơn vị phía trên không có hộp thư hay quy tắc đặt tên để đặt địa chỉ theo`,
      `Neither “${main.unit}” nor those above have a mailbox and a naming profile to name by`,
    );
  return place;
}

function give(
  draft: PersonDraft,
  person: PersonToAddress,
  place: Place,
  former: Place | undefined,
  naming: Naming,
): (Named & MailAddress) | undefined {
  const wanted = wantedName(person, former, place);
  if (wanted === undefined) {
    draft.problems.push(noName(person, place));
    return undefined;
  }
  const { domain } = place.mailbox;
  const [chosen, chosenDomain] = naming.address?.split('@') ?? [];
  if (chosenDomain !== undefined && chosenDomain !== domain)
    note(draft, 'other-domain', `Địa chỉ phải ở tên miền ${domain}`, `The address must be in the domain ${domain}`);
  const names = new Map([...draft.state.owners.values()].map(({ accountId, name }) => [accountId, name]));
  const desk = new AddressDesk({
    owners: new Map([...draft.state.owners].map(([address, { accountId }]) => [address, accountId])),
    nameOf: (owner) => names.get(owner),
    choose: chosen === undefined ? {} : { [person.address === null ? displayName(person.name) : addressText(person.address)]: chosen },
    clashes: naming.clashes,
    problems: draft.problems,
  });
  const named = giveName(desk, person, place, wanted);
  draft.clashes.push(...desk.clashes);
  return named && { ...named, domain };
}
