import { displayName } from '#directory/naming/person-name.ts';
import type { Facts } from '../plan.ts';
import { type Draft, hasChanged } from './draft.ts';
import { addressText, type StatePerson, type StateUnit } from './org-state.ts';
import type { UnitDeeds, UnitNotes } from './unit-deeds.ts';

/** Everything that a plan touches, as it was when the plan was made: a change of any of it makes the plan stale. */
export function factsOf(draft: Draft, deeds: UnitDeeds, { clashes }: UnitNotes, people: Iterable<StatePerson>): Facts {
  const facts: Record<string, string> = {};
  for (const unit of touchedUnits(draft, deeds)) facts[`unit ${unit.id}`] = unitFact(unit);
  for (const person of people) facts[`account ${person.accountId}`] = personFact(person);
  const moving = new Set(deeds.posts.map(({ appointmentId }) => appointmentId));
  for (const post of draft.state.posts)
    if (moving.has(post.appointmentId))
      facts[`appointment ${post.appointmentId}`] =
        `${post.holder} | post ${post.id} | ${post.title} | ${post.kind} | unit ${post.unitId} | ${post.heldFrom}`;
  for (const { wanted } of clashes) {
    const owner = draft.state.owners.get(wanted);
    if (owner !== undefined) facts[`address ${wanted}`] = `account ${owner}`;
  }
  return facts;
}

function touchedUnits(draft: Draft, deeds: UnitDeeds): readonly StateUnit[] {
  const touched = new Set<number>([
    ...deeds.ended.flatMap(({ heirs }) => heirs.map(({ unit }) => unit)),
    ...deeds.identifiers.map(({ unit }) => unit),
    ...deeds.created.flatMap(({ parent }) => (parent === null ? [] : [parent])),
    ...deeds.changed.flatMap(({ parent }) => (parent === null ? [] : [parent])),
  ]);
  const accounts = new Set(deeds.addresses.map(({ accountId }) => accountId));
  return [...draft.units.values()].flatMap((unit) => {
    const { key, before, ending } = unit;
    if (before === null) return [];
    const isTouched =
      ending !== null || hasChanged(unit) || touched.has(key) || (before.accountId !== null && accounts.has(before.accountId));
    return isTouched ? [before] : [];
  });
}

function unitFact({ name, kind, code, parentId, domain, profile, address, identifiers }: StateUnit): string {
  const above = parentId === null ? 'root' : `under unit ${parentId}`;
  const numbers = identifiers.map(({ value }) => value).toSorted();
  const mailbox = address === null ? 'no mailbox' : addressText(address);
  return [name, kind, code ?? '-', above, domain, profile ?? '-', mailbox, ...numbers].join(' | ');
}

function personFact({ name, birthDate, unitId, address }: StatePerson): string {
  return [displayName(name), birthDate ?? '-', `unit ${unitId}`, addressText(address)].join(' | ');
}
