import type { Seat } from '#directory/lifecycle/people/person-state.ts';
import type { DraftUnit } from '#directory/lifecycle/units/draft.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';

// What a batch was made from, as people read it when it has changed since; as facts-of-person.ts says it for one person.

export function unitFact({ name, kind, before, profile, domain }: DraftUnit): string {
  return [name, kind, domain, profile ?? '-', before?.address ? addressText(before.address) : 'no mailbox'].join(' | ');
}

export function seatFact({ unitId, title, kind, holders }: Seat): string {
  const held = holders.map(({ name, capacity, from, until }) => `${name} (${capacity}) ${from} - ${until ?? ''}`.trimEnd());
  return [`unit ${unitId}`, title, kind, ...held].join(' | ');
}
