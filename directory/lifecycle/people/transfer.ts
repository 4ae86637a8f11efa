import { namesItsPeople } from '#directory/naming/person-mailbox-name.ts';
import { displayName } from '#directory/naming/person-name.ts';
import type { UnitId } from '#kernel/ids.ts';
import { type DraftUnit, unitOf } from '../units/draft.ts';
import { renewAddress } from './address-person.ts';
import { answerForMover } from './answer-senders.ts';
import { beginPosts } from './begin-posts.ts';
import { endOf } from './end-of-post.ts';
import { joinGroups } from './groups-of-person.ts';
import { remarkHeadless } from './heads-of-unit.ts';
import { accountOf, keptPosts, note, type PersonDraft, unitNamed } from './person-draft.ts';
import type { RequestTo } from './person-request.ts';
import type { KnownPerson } from './person-state.ts';
import { called, servingPerson } from './the-person.ts';

/** Ends posts and begins others (điều động); without others it only ends them (thôi giữ chức vụ). */
export function transfer(draft: PersonDraft, request: RequestTo<'transfer'>): void {
  const person = servingPerson(draft, request.person);
  if (person === undefined) return;
  draft.subject = person;
  endPosts(draft, person, request.from);
  if (draft.ends.length === 0) return;
  beginPosts(draft, { ...request, who: { person, name: displayName(person.name) }, main: true });
  draft.address = request.posts.length === 0 ? null : renewAddress(draft, person, request);
  answerForMover(draft, request);
  leaveUnits(draft, person);
  joinGroups(draft, request.join);
  remarkHeadless(draft);
}

function endPosts(draft: PersonDraft, person: KnownPerson, from: readonly string[]): void {
  const units = from.map((text) => unitNamed(draft, text));
  if (units.includes(undefined)) return;
  for (const unit of units)
    if (unit !== undefined && !person.posts.some(({ unitId }) => unitId === unit.key))
      note(
        draft,
        'no-such-post',
        `${called(person)} không giữ chức vụ nào ở “${unit.name}”`,
        `${called(person)} holds no post in “${unit.name}”`,
      );
  if (person.posts.length === 0)
    note(draft, 'no-such-post', `${called(person)} không giữ chức vụ nào`, `${called(person)} holds no post: appoint instead`);
  const leaving = person.posts.filter(({ unitId }) => units.length === 0 || units.some((unit) => unit?.key === unitId));
  draft.ends.push(...leaving.map((post) => endOf(post, person, displayName(person.name))));
}

/** Delegations and groups that rested on units where the person has nothing more to do. */
function leaveUnits(draft: PersonDraft, person: KnownPerson): void {
  const left = unitsLeft(draft, person);
  const accounts = new Set([...left].map(accountOf));
  const grantsTo = [...accounts].filter((accountId) => accountId !== null).toSorted((one, other) => one - other);
  draft.access = { ...draft.access, grantsTo };
  const ids = new Set<number>([...left].map(({ key }) => key));
  draft.leavesGroups.push(...person.groups.filter(({ unitId }) => unitId !== null && ids.has(unitId)));
}

/** The offices left, and with the last post in an agency, district or commune the whole of it. */
function unitsLeft(draft: PersonDraft, person: KnownPerson): ReadonlySet<DraftUnit> {
  const now = [...keptPosts(draft, person), ...draft.begins].map(({ unitId }) => unitId);
  const stays = new Set(now.flatMap((unitId) => chain(draft, unitId)));
  const left = new Set<DraftUnit>();
  for (const { unitId, personId } of draft.ends) {
    if (personId !== person.personId) continue;
    const above = chain(draft, unitId);
    const top = above.findLast((unit) => !stays.has(unit));
    if (top !== undefined) for (const unit of withOffices(draft, top)) if (!stays.has(unit)) left.add(unit);
  }
  return left;
}

/** The unit, and those above up to what its people are named after. */
function chain(draft: PersonDraft, unitId: UnitId): readonly DraftUnit[] {
  const units: DraftUnit[] = [];
  for (let at: DraftUnit | undefined = unitOf(draft.units, unitId); at !== undefined; ) {
    units.push(at);
    if (namesItsPeople(at.kind) || at.parent === null || units.length > draft.units.units.size) break;
    at = draft.units.units.get(at.parent);
  }
  return units;
}

function withOffices(draft: PersonDraft, top: DraftUnit): readonly DraftUnit[] {
  const offices = [...draft.units.units.values()].filter((unit) => unit.kind === 'office' && unit.parent === top.key);
  return [top, ...offices.flatMap((office) => withOffices(draft, office))];
}
