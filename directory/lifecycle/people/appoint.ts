import { displayName, personName } from '#directory/naming/person-name.ts';
import { quotaOctetsDefault } from '#directory/org/limits.ts';
import { firstAddress, renewAddress } from './address-person.ts';
import { beginPosts } from './begin-posts.ts';
import { joinGroups } from './groups-of-person.ts';
import { remarkHeadless } from './heads-of-unit.ts';
import { note, type PersonDraft, remark } from './person-draft.ts';
import type { NewPerson, RequestTo } from './person-request.ts';
import type { KnownPerson } from './person-state.ts';
import { called, servingPerson, thePerson } from './the-person.ts';

/** Puts somebody new, or somebody known, into one or more posts (bổ nhiệm, kiêm nhiệm, giao quyền). */
export function appoint(draft: PersonDraft, request: RequestTo<'appoint'>): void {
  if (request.posts.length === 0) note(draft, 'no-post', 'Hãy nêu ít nhất một chức vụ', 'Name one post at least');
  if (typeof request.person === 'string') appointKnown(draft, request, request.person);
  else appointNew(draft, request, request.person);
  remarkHeadless(draft);
}

function appointKnown(draft: PersonDraft, request: RequestTo<'appoint'>, text: string): void {
  const person = comingPerson(draft, text);
  if (person === undefined) return;
  draft.subject = person;
  beginPosts(draft, { ...request, who: { person, name: displayName(person.name) } });
  draft.address = renewAddress(draft, person, request);
  joinGroups(draft, request.join);
}

/** Somebody who left may come back; somebody suspended returns first. */
function comingPerson(draft: PersonDraft, text: string): KnownPerson | undefined {
  const [found] = draft.state.people.get(text) ?? [];
  if (found?.absence?.kind !== 'left') return servingPerson(draft, text);
  const person = thePerson(draft, text);
  if (person === undefined) return undefined;
  draft.standing = 'in-service';
  // Nothing of the time before comes to life again, and nobody goes on reading what is a serving person's mailbox once more.
  draft.access = { grantsTo: 'all', grantsOn: 'all', appPasswords: 'all', password: true };
  remark(
    draft,
    `${called(person)} trở lại công tác: hộp thư cũ mở lại; cần đặt mật khẩu mới`,
    `${called(person)} comes back: the old mailbox is opened again; a new password has to be set`,
  );
  return person;
}

function appointNew(draft: PersonDraft, request: RequestTo<'appoint'>, asked: NewPerson): void {
  const tidied = personName(asked.name);
  if (!tidied.ok) {
    note(draft, 'bad-name', `Họ tên không hợp lệ: ${tidied.refusal.message}`, tidied.refusal.message);
    return;
  }
  const name = tidied.value;
  checkNamesakes(draft, displayName(name), asked);
  beginPosts(draft, { ...request, who: { person: null, name: displayName(name) } });
  const { birthDate } = asked;
  const given = firstAddress(draft, { accountId: null, name, birthDate, address: null }, request);
  if (given === undefined) return;
  const { localPart, domain, how } = given;
  draft.creates = { name, birthDate, address: { localPart, domain }, how, quotaOctets: quotaOctetsDefault.personal };
  joinGroups(draft, request.join);
  remark(draft, 'Tài khoản mới chưa có mật khẩu (user set-password)', 'The new account has no password yet (user set-password)');
}

/** Two administrators, or a list worked off twice, would else make one person into two. */
function checkNamesakes(draft: PersonDraft, name: string, { birthDate, isNamesake }: NewPerson): void {
  if (isNamesake) return;
  const same = draft.state.namesakes.filter((one) => birthDate === null || one.birthDate === null || one.birthDate === birthDate);
  if (same.length === 0) return;
  const who = same.map((one) => `${one.name} <${one.address}>${one.birthDate === null ? '' : `, ${one.birthDate}`}`).join('; ');
  note(
    draft,
    'namesake',
    `Đã có ${who}. Nếu là người ấy, hãy bổ nhiệm theo địa chỉ; nếu là người khác cùng tên, hãy nói rõ (--namesake)`,
    `There is ${who}. Appoint them by address; if ${name} is somebody else of that name, say so (--namesake)`,
  );
}
