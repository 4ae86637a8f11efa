import type { PostKind } from '#directory/org/tables.ts';
import type { DraftUnit } from '../units/draft.ts';
import { endOf } from './end-of-post.ts';
import { headsBeside, othersIn, type Posts, settleHead } from './heads-of-unit.ts';
import { keptPosts, note, type PersonDraft, unitNamed } from './person-draft.ts';
import type { PostRequest } from './person-request.ts';
import type { HeldPost, Seat } from './person-state.ts';

/** Puts somebody into posts: seats of that title that are free, or new ones. A unit has one head. */
export function beginPosts(draft: PersonDraft, asked: Posts): void {
  const kept = asked.who.person === null ? [] : keptPosts(draft, asked.who.person);
  const takesMain = asked.main || kept.length === 0;
  for (const [index, post] of asked.posts.entries()) beginPost(draft, asked, post, takesMain && index === 0);
  const [first] = draft.begins;
  const formerMain =
    takesMain && asked.who.person !== null
      ? keptPosts(draft, asked.who.person).find(({ isMain, from }) => isMain && from <= draft.on)
      : undefined;
  if (first === undefined || formerMain === undefined || asked.who.person === null) return;
  // What was the main post was so until the day before: it ends and goes on as another.
  draft.ends.push(endOf(formerMain, asked.who.person, asked.who.name));
  const { postId, unitId, unit, title, kind, capacity, until } = formerMain;
  draft.begins.push({ postId, unitId, unit, title, kind, capacity, isMain: false, until });
}

function beginPost(draft: PersonDraft, asked: Posts, post: PostRequest, isMain: boolean): void {
  const unit = unitNamed(draft, post.unit);
  if (unit === undefined || !areDatesRight(draft, unit, post)) return;
  const seats = draft.state.seats.filter(({ unitId }) => unitId === unit.key);
  const ofTitle = seats.filter(({ title }) => title.toLowerCase() === post.title.toLowerCase());
  let kind: PostKind = post.kind ?? ofTitle[0]?.kind ?? 'staff';
  if (kind === 'head' && !settleHead(draft, asked, post, unit, seats)) return;
  if (kind === 'head' && asked.ifHeaded === 'deputy' && headsBeside(draft, asked, seats).length > 0) kind = 'deputy';
  if (kind === 'head' && draft.begins.some((one) => one.kind === 'head' && one.unitId === unit.key)) {
    note(draft, 'head-twice', `Không thể giữ hai chức vụ đứng đầu “${unit.name}”`, `Nobody heads “${unit.name}” by two posts`);
    return;
  }
  // Quyền Giám đốc becomes Giám đốc, and Trưởng ban of one office does not head it twice.
  const isReplaced = (held: HeldPost) =>
    isPost(held, unit, post.title) || (kind === 'head' && held.kind === 'head' && held.unitId === unit.key);
  const own = asked.who.person === null ? [] : keptPosts(draft, asked.who.person).filter(isReplaced);
  if (own.some((held) => isPost(held, unit, post.title) && held.capacity === post.capacity && held.kind === kind)) {
    alreadyHolds(draft, asked, unit, post);
    return;
  }
  for (const held of own) draft.ends.push(endOf(held, asked.who.person!, asked.who.name));
  const seat = ofTitle.find((one) => one.kind === kind && isFree(draft, asked, one, post));
  if (seat !== undefined) draft.seen.seats.add(seat);
  const { title, capacity, until = null } = post;
  draft.begins.push({
    ...{ postId: seat?.postId ?? null, unitId: unit.before!.id, unit: unit.name, title: seat?.title ?? title, kind, capacity },
    // Who acted in the main post and now holds it in full has it as the main one still.
    ...{ isMain: isMain || (own.some((held) => held.isMain) && !asked.main), until },
  });
}

function isPost(held: HeldPost, unit: DraftUnit, title: string): boolean {
  return held.unitId === unit.key && held.title.toLowerCase() === title.toLowerCase();
}

function areDatesRight(draft: PersonDraft, { name, before }: DraftUnit, { until }: PostRequest): boolean {
  const { on } = draft;
  const isEarly = before !== null && before.validFrom > on;
  const isOver = until !== undefined && until < on;
  if (isEarly) note(draft, 'dates-cross', `“${name}” chỉ có từ ${before.validFrom}`, `“${name}” exists only from ${before.validFrom}`);
  if (isOver) note(draft, 'dates-cross', `Chức vụ hết hạn ${until}, trước ngày ${on}`, `The post ends on ${until}, which is before ${on}`);
  return !isEarly && !isOver;
}

/** Nobody else holds it on the day, or who acts does so beside who is away; and nothing of the plan has taken it. */
function isFree(draft: PersonDraft, asked: Posts, seat: Seat, { capacity }: PostRequest): boolean {
  if (seat.from > draft.on || draft.begins.some(({ postId }) => postId === seat.postId)) return false;
  return capacity !== 'full' || othersIn(draft, asked, seat).length === 0;
}

function alreadyHolds(draft: PersonDraft, { who }: Posts, { name }: DraftUnit, { title }: PostRequest): void {
  note(draft, 'already-holds', `${who.name} đang giữ chức vụ ${title}, ${name}`, `${who.name} holds the post ${title}, ${name}, already`);
}
