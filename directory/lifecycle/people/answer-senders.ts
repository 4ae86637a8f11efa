import { daysAfter } from '../days-after.ts';
import { autoReplyDaysDefault } from '../limits.ts';
import { addressText } from '../units/org-state.ts';
import { note, type PersonDraft } from './person-draft.ts';
import type { RequestTo } from './person-request.ts';
import type { KnownPerson } from './person-state.ts';

/** Whoever writes to somebody who left is told so, and where to write: to the unit of the main post, unless somebody else is named. */
export function answerForLeaver(draft: PersonDraft, person: KnownPerson, { autoReply }: RequestTo<'leave'>): void {
  if (autoReply === false || draft.keeping === null) return;
  const until = autoReply.until ?? draft.keeping.receiveUntil;
  if (autoReply.until !== undefined) noteCrossing(draft, until);
  draft.autoReply = { cause: 'left', contact: autoReply.contact ?? unitMailbox(draft, person), until, at: null };
}

/** Whoever writes to the old address of somebody who moved is told the new one; the mail arrives all the same. */
export function answerForMover(draft: PersonDraft, { autoReply }: RequestTo<'transfer'>): void {
  if (autoReply === false) return;
  const { address, on } = draft;
  if (address === null) {
    note(
      draft,
      'no-new-address',
      'Địa chỉ không đổi nên không có gì để trả lời tự động',
      'The address stays as it is: there is nothing to answer senders with',
    );
    return;
  }
  const until = autoReply.until ?? address.oldUntil ?? daysAfter(on, autoReplyDaysDefault);
  noteCrossing(draft, until);
  draft.autoReply = { cause: 'moved', contact: autoReply.contact ?? addressText(address.to), until, at: address.from };
}

function noteCrossing(draft: PersonDraft, until: string): void {
  if (until < draft.on)
    note(
      draft,
      'dates-cross',
      `Trả lời tự động đến ${until}, trước ngày ${draft.on}`,
      `Senders are answered until ${until}, before ${draft.on}`,
    );
}

function unitMailbox(draft: PersonDraft, { posts }: KnownPerson): string | null {
  const main = posts.find(({ isMain }) => isMain) ?? posts[0];
  const unit = main && draft.units.units.get(main.unitId);
  if (unit?.before?.address == null) return null;
  draft.seen.units.add(unit);
  return addressText(unit.before.address);
}
