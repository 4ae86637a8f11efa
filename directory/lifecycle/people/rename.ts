import { displayName, personName } from '#directory/naming/person-name.ts';
import { renewAddress } from './address-person.ts';
import { note, type PersonDraft } from './person-draft.ts';
import type { RequestTo } from './person-request.ts';
import { called, thePerson } from './the-person.ts';

/** Another name, or the same one set right (hộ tịch); what it was stays in the history. */
export function rename(draft: PersonDraft, request: RequestTo<'rename'>): void {
  const person = thePerson(draft, request.person);
  if (person === undefined) return;
  draft.subject = person;
  const tidied = personName(request.name);
  if (!tidied.ok) {
    note(draft, 'bad-name', `Họ tên không hợp lệ: ${tidied.refusal.message}`, tidied.refusal.message);
    return;
  }
  const name = tidied.value;
  const before = personName(person.name);
  if (before.ok && JSON.stringify(before.value) === JSON.stringify(name)) {
    note(draft, 'nothing', `${called(person)} đã có tên ấy`, `${called(person)} is called so already`);
    return;
  }
  draft.renames = { to: name, from: displayName(person.name) };
  draft.address = renewAddress(draft, person, request, name);
}
