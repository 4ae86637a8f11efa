import { displayName } from '#directory/naming/person-name.ts';
import { findUnit, isProblem } from '../units/find-unit.ts';
import type { GrantToMake } from './person-deeds.ts';
import { note, type PersonDraft } from './person-draft.ts';
import type { RequestTo } from './person-request.ts';
import type { KnownPerson } from './person-state.ts';
import { called, servingPerson, thePerson } from './the-person.ts';

/** The mailbox of somebody who left or is away, as an archive to read for a set time (REQ-ACC-5). */
export function lend(draft: PersonDraft, request: RequestTo<'lend'>): void {
  const person = thePerson(draft, request.person);
  if (person === undefined) return;
  draft.subject = person;
  if (person.absence === null) {
    note(
      draft,
      'in-service',
      `${called(person)} đang công tác: chỉ chính người ấy cho người khác đọc hộp thư của mình`,
      `${called(person)} is in service: only they themselves let others read their mailbox`,
    );
    return;
  }
  lendMailbox(draft, person, request);
}

/** `to`: a person, or a unit: then whoever heads it. */
export function lendMailbox(draft: PersonDraft, owner: KnownPerson, { to, until }: { readonly to: string; readonly until: string }): void {
  const reader = readerNamed(draft, to);
  if (until < draft.on) note(draft, 'dates-cross', `Hạn ${until} trước ngày ${draft.on}`, `${until} is before ${draft.on}`);
  if (reader === undefined) return;
  if (reader.kind === 'person' && reader.id === owner.personId) {
    note(draft, 'same-person', 'Người đọc phải là người khác', 'The reader must be somebody else');
    return;
  }
  draft.grants.push({ to: reader, rights: ['read'], until });
}

function readerNamed(draft: PersonDraft, text: string): GrantToMake['to'] | undefined {
  const unit = (draft.state.people.get(text) ?? []).length > 0 ? undefined : findUnit(draft.units, text);
  if (unit !== undefined && !isProblem(unit)) {
    draft.seen.units.add(unit);
    return { kind: 'head', id: unit.key, name: unit.name };
  }
  const person = servingPerson(draft, text);
  return person && { kind: 'person', id: person.personId, name: displayName(person.name) };
}
