import { AddressDesk } from '#directory/lifecycle/units/address-desk.ts';
import { giveName, noName, type PersonToAddress, wantedName } from '#directory/lifecycle/units/name-in-place.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import type { Place } from '#directory/lifecycle/units/places.ts';
import { displayName, type PersonName } from '#directory/naming/person-name.ts';
import { type BatchDraft, ofRow } from './batch-draft.ts';
import type { RecruitDeed } from './bulk-deeds.ts';
import type { Recruit } from './bulk-request.ts';
import type { VoidAccount } from './bulk-state.ts';

/** Somebody new, the name tidied. */
export type Newcoming = Omit<Recruit, 'name'> & { readonly name: PersonName };

type Given = Pick<RecruitDeed, 'address' | 'how' | 'revives'>;

/** By the rule or chosen by hand; of somebody whom an earlier batch was undone for, the address they would have had. */
export function giveAddress(draft: BatchDraft, recruit: Newcoming, place: Place): Given | undefined {
  const { domain } = place.mailbox;
  const shown = displayName(recruit.name);
  const void_ = voidOf(draft, recruit, place);
  const person: PersonToAddress = { accountId: void_?.accountId ?? null, name: recruit.name, birthDate: recruit.birthDate, address: null };
  const named = recruit.wanted === null ? byRule(draft, recruit, person, place) : byHand(draft, recruit, person, domain);
  if (named === undefined) return undefined;
  const given = { localPart: named.localPart, domain };
  const revives =
    void_ !== undefined && void_.address === addressText(given) ? { personId: void_.personId, accountId: void_.accountId } : null;
  draft.give(given, ofRow(recruit.row, shown));
  return { address: given, how: named.how, revives };
}

/** Of those of this name the one whose address comes first by the rule: what is left goes to the next of that name. */
function voidOf(draft: BatchDraft, { name, wanted }: Newcoming, { mailbox }: Place): VoidAccount | undefined {
  const free = draft.state.voids.filter((one) => one.name === displayName(name) && draft.owners.get(one.address) === one.accountId);
  if (wanted !== null) return free.find((one) => one.address === `${wanted}@${mailbox.domain}`);
  return free.find((one) => one.address.endsWith(`@${mailbox.domain}`));
}

function byRule(
  draft: BatchDraft,
  { row }: Newcoming,
  person: PersonToAddress,
  place: Place,
): { localPart: string; how: string } | undefined {
  const wanted = wantedName(person, undefined, place);
  if (wanted === undefined) {
    const { what, vi, en } = noName(person, place);
    draft.note(row, 'name', what, vi, en);
    return undefined;
  }
  const problems: { what: string; vi: string; en: string }[] = [];
  const desk = new AddressDesk({
    owners: draft.owners,
    nameOf: (owner) => draft.nameOf(owner),
    choose: {},
    clashes: draft.request.clashes,
    problems,
  });
  const named = giveName(desk, person, place, wanted);
  for (const { what, vi, en } of problems) draft.note(row, 'wanted', what, vi, en);
  for (const clash of desk.clashes) {
    draft.clashes.push({ row, ...clash });
    const owner = draft.state.owners.get(clash.wanted);
    if (owner !== undefined) draft.facts[`address ${clash.wanted}`] = `account ${owner.accountId}`;
  }
  return named;
}

function byHand(
  draft: BatchDraft,
  { row, wanted }: Newcoming,
  person: PersonToAddress,
  domain: string,
): { localPart: string; how: string } | undefined {
  const localPart = wanted!;
  const owner = draft.owners.get(addressText({ localPart, domain }));
  if (owner === undefined || owner === person.accountId) return { localPart, how: 'chosen' };
  const whose = draft.nameOf(owner) ?? 'trước đây / formerly';
  draft.note(row, 'wanted', 'bad-choice', `${localPart}@${domain} đã thuộc về ${whose}`, `${localPart}@${domain} belongs to ${whose}`);
  return undefined;
}
