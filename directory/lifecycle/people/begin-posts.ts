import type { PostKind } from '#directory/org/tables.ts';
import type { DraftUnit } from '../units/draft.ts';
import { capacityText } from './capacity-text.ts';
import type { BegunAppointment, EndedAppointment } from './person-deeds.ts';
import { keptPosts, note, type PersonDraft, remark, unitNamed } from './person-draft.ts';
import type { PostRequest } from './person-request.ts';
import type { HeldPost, KnownPerson, Seat } from './person-state.ts';

type Holder = Seat['holders'][number];

interface Posts {
  readonly who: { readonly person: KnownPerson | null; readonly name: string };
  readonly posts: readonly PostRequest[];
  readonly ifHeaded: 'refuse' | 'replace' | 'deputy' | 'beside';
  /** Whether the first becomes the main one although there is another. */
  readonly main: boolean;
}

/** Puts somebody into posts: seats of that title that are free, or new ones. A unit has one head. */
export function beginPosts(draft: PersonDraft, asked: Posts): void {
  const kept = asked.who.person === null ? [] : keptPosts(draft, asked.who.person);
  const takesMain = asked.main || kept.length === 0;
  for (const [index, post] of asked.posts.entries()) beginPost(draft, asked, post, takesMain && index === 0);
  const [first] = draft.begins;
  const formerMain = takesMain && asked.who.person !== null ? keptPosts(draft, asked.who.person).find(({ isMain }) => isMain) : undefined;
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
  if (kind === 'head' && asked.ifHeaded === 'deputy' && othersHeading(draft, asked, seats).length > 0) kind = 'deputy';
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

function othersIn({ ends }: PersonDraft, { who }: Posts, seat: Seat): readonly Holder[] {
  const ended = new Set(ends.map(({ appointmentId }) => appointmentId));
  return seat.holders.filter(({ appointmentId, personId }) => !ended.has(appointmentId) && personId !== who.person?.personId);
}

function othersHeading(draft: PersonDraft, asked: Posts, seats: readonly Seat[]): readonly (readonly [Seat, Holder])[] {
  return seats
    .filter(({ kind }) => kind === 'head')
    .flatMap((seat) => othersIn(draft, asked, seat).map((holder): readonly [Seat, Holder] => [seat, holder]));
}

/** False: a head is in the way, which is noted. */
function settleHead(draft: PersonDraft, asked: Posts, post: PostRequest, unit: DraftUnit, seats: readonly Seat[]): boolean {
  for (const seat of seats) if (seat.kind === 'head') draft.seen.seats.add(seat);
  const others = othersHeading(draft, asked, seats);
  if (others.length === 0 || asked.ifHeaded === 'deputy') return true;
  if (asked.ifHeaded === 'replace') {
    for (const [seat, holder] of others) draft.ends.push(endOf({ ...seat, ...holder, unit: unit.name }, holder, holder.name));
    return true;
  }
  if (asked.ifHeaded === 'beside' && post.capacity !== 'full') return true;
  const who = others.map(([{ title }, { name, capacity }]) => `${name}, ${capacityText(capacity, title).vi}`).join('; ');
  note(
    draft,
    'has-head',
    `“${unit.name}” đã có người đứng đầu: ${who}. Hãy chọn thay thế (replace), làm cấp phó (deputy), hay quyền/phụ trách khi người đó vắng (beside)`,
    `“${unit.name}” has a head: ${who}. Choose: replace, deputy, or acting beside one who is away (beside)`,
  );
  return false;
}

function alreadyHolds(draft: PersonDraft, { who }: Posts, { name }: DraftUnit, { title }: PostRequest): void {
  note(draft, 'already-holds', `${who.name} đang giữ chức vụ ${title}, ${name}`, `${who.name} holds the post ${title}, ${name}, already`);
}

/** Ends the day before. */
export function endOf(
  { appointmentId, postId, unitId, unit, title, kind, capacity }: Omit<HeldPost, 'isMain' | 'from' | 'until'>,
  { personId }: Pick<KnownPerson, 'personId'>,
  holder: string,
): EndedAppointment {
  return { appointmentId, postId, unitId, unit, title, kind, capacity, personId, holder };
}

/** Units that lose a head and get none: somebody should know. */
export function remarkHeadless(draft: PersonDraft): void {
  for (const { unitId, unit, personId } of draft.ends.filter(({ kind }) => kind === 'head')) {
    const begun = draft.begins.some((one: BegunAppointment) => one.unitId === unitId && one.kind === 'head');
    const others = draft.state.seats.some(
      (seat) =>
        seat.unitId === unitId &&
        seat.kind === 'head' &&
        seat.holders.some(
          (one) => one.personId !== personId && !draft.ends.some(({ appointmentId }) => appointmentId === one.appointmentId),
        ),
    );
    if (!begun && !others)
      remark(
        draft,
        `“${unit}” chờ bổ nhiệm người đứng đầu; đến lúc đó không ai đọc hộp thư đơn vị với tư cách ấy`,
        `“${unit}” awaits a head; until then nobody reads its mailbox as one`,
      );
  }
}
