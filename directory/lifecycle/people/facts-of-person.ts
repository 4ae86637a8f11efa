import { displayName } from '#directory/naming/person-name.ts';
import type { Facts } from '../plan.ts';
import type { DraftUnit } from '../units/draft.ts';
import { addressText } from '../units/org-state.ts';
import type { PersonDeeds } from './person-deeds.ts';
import type { PersonDraft } from './person-draft.ts';
import type { HeldPost, KnownPerson, Seat } from './person-state.ts';

/**
 * What the plan was made from: a change of any of it makes the plan stale. What ends by rule (delegations, app passwords) is no part of it:
 * somebody who leaves loses them all, whatever they are on the day.
 */
export function factsOf(draft: PersonDraft, { creates }: PersonDeeds): Facts {
  const facts: Record<string, string> = {};
  for (const person of draft.seen.people) {
    facts[`person ${person.personId}`] = personFact(person);
    for (const post of person.posts) facts[`appointment ${post.appointmentId}`] = postFact(post);
  }
  for (const unit of draft.seen.units) facts[`unit ${unit.key}`] = unitFact(unit);
  for (const seat of draft.seen.seats) facts[`post ${seat.postId}`] = seatFact(seat);
  for (const { wanted } of draft.clashes) {
    const owner = draft.state.owners.get(wanted);
    if (owner !== undefined) facts[`address ${wanted}`] = `account ${owner.accountId}`;
  }
  if (creates !== null)
    for (const { name, birthDate, address } of draft.state.namesakes) facts[`namesake ${address}`] = `${name} | ${birthDate ?? '-'}`;
  return facts;
}

function personFact({ name, birthDate, accountId, accountState, address, absence, isHeld }: KnownPerson): string {
  // Locked or not is no matter: an administrator may have locked whoever is about to leave.
  const standing = accountState === 'closed' ? 'closed' : absence === null ? 'in service' : `${absence.kind} since ${absence.from}`;
  const held = isHeld ? ['legal hold'] : [];
  return [displayName(name), birthDate ?? '-', `account ${accountId}`, addressText(address), standing, ...held].join(' | ');
}

function postFact({ unit, unitId, postId, title, kind, capacity, isMain, from, until }: HeldPost): string {
  const days = `${from} - ${until ?? ''}`.trimEnd();
  return [unit, `unit ${unitId}`, `post ${postId}`, title, kind, capacity, isMain ? 'main' : 'beside', days].join(' | ');
}

function seatFact({ unitId, title, kind, holders }: Seat): string {
  const held = holders.map(({ name, capacity, from, until }) => `${name} (${capacity}) ${from} - ${until ?? ''}`.trimEnd());
  return [`unit ${unitId}`, title, kind, ...held].join(' | ');
}

function unitFact({ name, kind, before, profile, domain }: DraftUnit): string {
  return [name, kind, domain, profile ?? '-', before?.address ? addressText(before.address) : 'no mailbox'].join(' | ');
}
