import type { DraftUnit } from '../units/draft.ts';
import { capacityText } from './capacity-text.ts';
import { endOf } from './end-of-post.ts';
import { note, type PersonDraft, remark } from './person-draft.ts';
import type { PostRequest } from './person-request.ts';
import type { KnownPerson, Seat } from './person-state.ts';

/** Posts that somebody is to be put into. */
export interface Posts {
  readonly who: { readonly person: KnownPerson | null; readonly name: string };
  readonly posts: readonly PostRequest[];
  readonly ifHeaded: 'refuse' | 'replace' | 'deputy' | 'beside';
  /** Whether the first becomes the main one although there is another. */
  readonly main: boolean;
}

type Holder = Seat['holders'][number];

/** Who else holds the seat, on the day or later, once the plan is done. */
export function othersIn({ ends }: PersonDraft, { who }: Posts, seat: Seat): readonly Holder[] {
  const ended = new Set(ends.map(({ appointmentId }) => appointmentId));
  return seat.holders.filter(({ appointmentId, personId }) => !ended.has(appointmentId) && personId !== who.person?.personId);
}

/** Who else heads the unit. */
export function headsBeside(draft: PersonDraft, asked: Posts, seats: readonly Seat[]): readonly (readonly [Seat, Holder])[] {
  return seats
    .filter(({ kind }) => kind === 'head')
    .flatMap((seat) => othersIn(draft, asked, seat).map((holder): readonly [Seat, Holder] => [seat, holder]));
}

/** False: a head is in the way, which is noted. */
export function settleHead(draft: PersonDraft, asked: Posts, post: PostRequest, unit: DraftUnit, seats: readonly Seat[]): boolean {
  for (const seat of seats) if (seat.kind === 'head') draft.seen.seats.add(seat);
  const others = headsBeside(draft, asked, seats);
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

/** Units that lose a head and get none: somebody should know. */
export function remarkHeadless(draft: PersonDraft): void {
  for (const { unitId, unit, personId } of draft.ends.filter(({ kind }) => kind === 'head')) {
    const begun = draft.begins.some((one) => one.unitId === unitId && one.kind === 'head');
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
