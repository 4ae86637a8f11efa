import type { NoticeTo, PersonDeeds } from './person-deeds.ts';
import { keptPosts, type PersonDraft } from './person-draft.ts';
import type { PersonEvent } from './person-request.ts';

/** Who is told: the person as long as they can read it, the units around, whoever makes room, and whoever may read the mailbox. */
export function noticesOf(draft: PersonDraft, event: PersonEvent, person: PersonDeeds['person']): readonly NoticeTo[] {
  const { subject, ends, begins, grants } = draft;
  const readsOn = event !== 'leave' && event !== 'suspend' && event !== 'lend';
  const own: readonly NoticeTo[] = readsOn ? [{ to: 'person', id: person.personId, name: person.name }] : [];
  const others = ends.filter(({ personId }) => personId !== person.personId);
  const posts = [...ends, ...begins, ...(subject === null || event === 'lend' ? [] : keptPosts(draft, subject))];
  const told: readonly NoticeTo[] = [
    ...own,
    ...others.map(({ personId, holder }): NoticeTo => ({ to: 'person', id: personId, name: holder })),
    ...grants.map(({ to }): NoticeTo => ({ to: to.kind === 'person' ? 'person' : 'unit', id: to.id, name: to.name })),
    ...posts.map(({ unitId, unit }): NoticeTo => ({ to: 'unit', id: unitId, name: unit })),
  ];
  return [...new Map(told.map((one) => [`${one.to} ${one.id}`, one])).values()];
}
