import { displayName } from '#directory/naming/person-name.ts';
import { addressText } from '../units/org-state.ts';
import { note, type PersonDraft } from './person-draft.ts';
import type { KnownPerson } from './person-state.ts';

/** The one person a text names; else what is wrong is noted. */
export function thePerson(draft: PersonDraft, text: string): KnownPerson | undefined {
  const found = draft.state.people.get(text) ?? [];
  const [person] = found;
  if (person === undefined) {
    const meant = draft.state.meant.get(text);
    note(
      draft,
      'unknown-person',
      `Không có ai là “${text}”${meant === undefined ? '' : `; có phải là ${meant}?`} (người mới thì dùng --new)`,
      `There is nobody called “${text}”${meant === undefined ? '' : `; did you mean ${meant}?`} (somebody new needs --new)`,
    );
    return undefined;
  }
  if (found.length > 1) {
    const who = found.map((one) => `${called(one)} (#${one.personId})`).join('; ');
    note(draft, 'ambiguous-person', `Có ${found.length} người là “${text}”: ${who}`, `${found.length} people are “${text}”: ${who}`);
    return undefined;
  }
  draft.seen.people.add(person);
  if (person.accountState !== 'closed') return person;
  note(draft, 'closed', `Tài khoản của ${called(person)} đã đóng`, `The account of ${called(person)} is closed`);
  return undefined;
}

/** As `thePerson`, in service on the day: neither suspended nor gone. */
export function servingPerson(draft: PersonDraft, text: string): KnownPerson | undefined {
  const person = thePerson(draft, text);
  if (person?.absence?.kind === 'suspended') {
    const name = called(person);
    note(
      draft,
      'suspended',
      `${name} đang tạm dừng công tác; hãy cho trở lại trước (return)`,
      `${name} is suspended: let them return first`,
    );
    return undefined;
  }
  if (person?.absence?.kind === 'left') {
    const { from } = person.absence;
    note(draft, 'left', `${called(person)} đã thôi công tác từ ${from}`, `${called(person)} left on ${from}`);
    return undefined;
  }
  return person;
}

export function called({ name, address }: KnownPerson): string {
  return `${displayName(name)} <${addressText(address)}>`;
}
