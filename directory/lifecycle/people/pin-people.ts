import type { PersonDeeds } from './person-deeds.ts';
import type { PersonRequest } from './person-request.ts';

/** The request with those it names by number: somebody who comes later and is called the same makes it no other, nor stale. */
export function pinPeople(request: PersonRequest, { person, grants }: PersonDeeds): PersonRequest {
  const subject = person.personId === null ? request.person : `#${person.personId}`;
  const [reader] = grants;
  const to = reader?.to.kind === 'person' ? `#${reader.to.id}` : undefined;
  const pinned = { ...request, person: subject } as PersonRequest;
  if (to === undefined) return pinned;
  if (pinned.do === 'lend') return { ...pinned, to };
  return pinned.do === 'leave' && pinned.lend !== undefined ? { ...pinned, lend: { ...pinned.lend, to } } : pinned;
}
