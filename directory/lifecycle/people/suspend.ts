import { daysAfter } from '../days-after.ts';
import { note, type PersonDraft, remark } from './person-draft.ts';
import type { RequestTo } from './person-request.ts';
import { called, servingPerson, thePerson } from './the-person.ts';

/** Nobody signs in until the person returns; posts, delegations and app passwords wait, mail goes on arriving (REQ-ACC-6). */
export function suspend(draft: PersonDraft, request: RequestTo<'suspend'>): void {
  const person = servingPerson(draft, request.person);
  if (person === undefined) return;
  draft.subject = person;
  draft.standing = 'suspended';
  if (request.until !== undefined) endBy(draft, request.until);
  for (const { kind, unit } of person.posts)
    if (kind === 'head')
      remark(
        draft,
        `Hộp thư của “${unit}” không có người đứng đầu đọc; hãy giao quyền hoặc phụ trách (appoint --acting --if-headed beside)`,
        `The head of “${unit}” cannot read its mailbox: appoint somebody to act (appoint --acting --if-headed beside)`,
      );
}

function endBy(draft: PersonDraft, until: string): void {
  if (until < draft.on) note(draft, 'dates-cross', `Hạn ${until} trước ngày ${draft.on}`, `${until} is before ${draft.on}`);
  draft.returnsOn = daysAfter(until, 1);
}

export function comeBack(draft: PersonDraft, request: RequestTo<'return'>): void {
  const person = thePerson(draft, request.person);
  if (person === undefined) return;
  draft.subject = person;
  const { absence } = person;
  if (absence === null) note(draft, 'in-service', `${called(person)} đang công tác`, `${called(person)} is in service`);
  else if (absence.kind === 'left')
    note(
      draft,
      'left',
      `${called(person)} đã thôi công tác từ ${absence.from}; hãy bổ nhiệm lại (appoint)`,
      `${called(person)} left on ${absence.from}: appoint them anew`,
    );
  else if (absence.from > draft.on)
    note(draft, 'dates-cross', `Tạm dừng từ ${absence.from}, sau ngày ${draft.on}`, `Suspended from ${absence.from}, after ${draft.on}`);
  else {
    draft.standing = 'in-service';
    draft.access = { ...draft.access, grantsOn: 'lent' };
  }
}
