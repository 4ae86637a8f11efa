import { roleNames } from '#directory/access/roles/role.ts';
import { displayName } from '#directory/naming/person-name.ts';
import { daysAfter } from '../days-after.ts';
import { answerForLeaver } from './answer-senders.ts';
import { endOf } from './end-of-post.ts';
import { remarkHeadless } from './heads-of-unit.ts';
import { lendMailbox } from './lend.ts';
import { note, type PersonDraft, remark } from './person-draft.ts';
import type { RequestTo } from './person-request.ts';
import { called, thePerson } from './the-person.ts';

/** Retirement and every other way of leaving: nobody signs in any more, mail arrives for a while, then the mailbox may be deleted. */
export function leave(draft: PersonDraft, request: RequestTo<'leave'>): void {
  const person = thePerson(draft, request.person);
  if (person === undefined) return;
  draft.subject = person;
  if (person.absence?.kind === 'left') {
    note(draft, 'left', `${called(person)} đã thôi công tác từ ${person.absence.from}`, `${called(person)} left on ${person.absence.from}`);
    return;
  }
  if (person.roles.includes('operator') && draft.state.administrators === 1)
    note(
      draft,
      'last-administrator',
      `${called(person)} là quản trị hệ thống duy nhất; hãy trao quyền cho người khác trước`,
      `${called(person)} is the only administrator: give that right to somebody else first`,
    );
  draft.ends.push(...person.posts.map((post) => endOf(post, person, displayName(person.name))));
  draft.standing = 'left';
  draft.access = { grantsTo: 'all', grantsOn: 'all', appPasswords: 'all', password: true };
  draft.leavesGroups.push(...person.groups);
  keep(draft, request);
  answerForLeaver(draft, person, request);
  if (request.lend !== undefined) lendMailbox(draft, person, request.lend);
  remarkHeadless(draft);
  const roles = person.roles.map((role) => roleNames[role]);
  if (roles.length > 0)
    remark(draft, `Vai trò kết thúc: ${roles.map(({ vi }) => vi).join(', ')}`, `Roles that end: ${roles.map(({ en }) => en).join(', ')}`);
  if (person.isHeld)
    remark(
      draft,
      'Hộp thư đang bị lưu giữ theo yêu cầu pháp lý: không xoá dù đến hạn',
      'The mailbox is under legal hold: it is not deleted, whatever the day',
    );
}

function keep(draft: PersonDraft, { receiveUntil, keptDays }: RequestTo<'leave'>): void {
  const deleteAfter = daysAfter(draft.on, keptDays);
  const until = receiveUntil ?? deleteAfter;
  if (until < draft.on)
    note(draft, 'dates-cross', `Nhận thư đến ${until}, trước ngày ${draft.on}`, `Mail is received until ${until}, before ${draft.on}`);
  if (until > deleteAfter)
    note(
      draft,
      'dates-cross',
      `Nhận thư đến ${until}, nhưng hộp thư chỉ được giữ đến ${deleteAfter}; hãy giữ lâu hơn (--keep-days)`,
      `Mail is received until ${until}, but the mailbox is kept only until ${deleteAfter}: keep it longer (--keep-days)`,
    );
  draft.keeping = { receiveUntil: until, deleteAfter };
}
