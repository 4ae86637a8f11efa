import type { DraftUnit } from '#directory/lifecycle/units/draft.ts';
import { isProblem } from '#directory/lifecycle/units/find-unit.ts';
import type { Place } from '#directory/lifecycle/units/places.ts';
import { displayName, personName, personSearchKey } from '#directory/naming/person-name.ts';
import { type BatchDraft, ofRow } from './batch-draft.ts';
import type { Recruit } from './bulk-request.ts';
import { dateProblems } from './dates-of-recruit.ts';
import { seatFact, unitFact } from './facts.ts';
import { noteLikenesses } from './note-likenesses.ts';
import { giveAddress, type Newcoming } from './recruit-address.ts';
import type { Seated } from './seat-book.ts';

/** Puts somebody new into a post and gives them an address; what stands in the way is noted by the row's columns. */
export function planRecruit(draft: BatchDraft, asked: Recruit): void {
  const tidied = personName(asked.name);
  if (!tidied.ok) {
    draft.note(asked.row, 'name', 'bad-name', `họ tên không hợp lệ: ${tidied.refusal.message}`, tidied.refusal.message);
    return;
  }
  const recruit: Newcoming = { ...asked, name: tidied.value };
  draft.problems.push(...dateProblems(recruit.row, recruit, draft.on));
  const unit = unitOf(draft, recruit);
  if (unit === undefined) return;
  const isAlone = noteLikenesses(draft, {
    ...recruit,
    name: displayName(recruit.name),
    searchKey: personSearchKey(recruit.name),
    unitId: unit.before!.id,
  });
  const seated = seat(draft, recruit, unit);
  const place = placeOf(draft, recruit, unit);
  if (place === undefined || seated === undefined || !isAlone) return;
  const given = giveAddress(draft, recruit, place);
  if (given === undefined) return;
  const { row, name, birthDate, capacity, until, reason } = recruit;
  const post = { unitId: unit.before!.id, unit: unit.name, ...seated, capacity, until };
  draft.recruits.push({ row, name, birthDate, ...post, ...given, reason });
}

function unitOf(draft: BatchDraft, { row, unit: text }: Newcoming): DraftUnit | undefined {
  const found = draft.finder.find(text);
  if (isProblem(found)) {
    draft.note(row, 'unit', found.what, found.vi, found.en);
    return undefined;
  }
  draft.facts[`unit ${found.key}`] ??= unitFact(found);
  const from = found.before!.validFrom;
  if (from <= draft.on) return found;
  draft.note(row, 'unit', 'dates-cross', `“${found.name}” chỉ có từ ${from}`, `“${found.name}” exists only from ${from}`);
  return undefined;
}

function seat(draft: BatchDraft, { row, name, title, kind, capacity }: Newcoming, unit: DraftUnit): Seated | undefined {
  const unitId = unit.before!.id;
  if (draft.seats.kindOf({ unitId, title, kind }) === 'head') {
    const [head] = draft.seats.headsOf(unitId);
    for (const one of draft.state.seats.filter((other) => other.unitId === unitId && other.kind === 'head'))
      draft.facts[`post ${one.postId}`] = seatFact(one);
    if (head !== undefined) {
      draft.note(
        row,
        'kind',
        'has-head',
        `“${unit.name}” đã có người đứng đầu: ${head}; hãy cho người ấy thôi giữ trong cùng danh sách, hoặc để là Cấp phó`,
        `“${unit.name}” has a head: ${head}; let them leave the post in the same table, or make this one a deputy`,
      );
      return undefined;
    }
  }
  const seated = draft.seats.take({ unitId, title, kind, capacity, holder: ofRow(row, displayName(name)).name });
  const known = draft.seats.of(unitId).find(({ postId }) => postId === seated.postId);
  if (known !== undefined && seated.postId !== null) draft.facts[`post ${seated.postId}`] ??= [unitId, known.title, known.kind].join(' | ');
  return seated;
}

function placeOf(draft: BatchDraft, { row }: Newcoming, unit: DraftUnit): Place | undefined {
  const place = draft.places.of(unit.key);
  if (place !== undefined) {
    draft.facts[`unit ${place.unit.key}`] ??= unitFact(place.unit);
    return place;
  }
  draft.note(
    row,
    'unit',
    'no-naming',
    `“${unit.name}” và các đơn vị phía trên không có hộp thư hay quy tắc đặt tên để đặt địa chỉ theo`,
    `Neither “${unit.name}” nor those above have a mailbox and a naming profile to name by`,
  );
  return undefined;
}
