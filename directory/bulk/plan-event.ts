import { asksOf } from '#directory/lifecycle/people/asks-of-person.ts';
import type { PersonRequest } from '#directory/lifecycle/people/person-request.ts';
import type { KnownPerson, PersonState } from '#directory/lifecycle/people/person-state.ts';
import { pinPeople } from '#directory/lifecycle/people/pin-people.ts';
import { planForPerson } from '#directory/lifecycle/people/plan-person.ts';
import type { PlanAsk } from '#directory/lifecycle/plan.ts';
import { isProblem } from '#directory/lifecycle/units/find-unit.ts';
import { foldName } from '#directory/naming/fold-name.ts';
import { displayName } from '#directory/naming/person-name.ts';
import type { AppointmentId, PersonId } from '#kernel/ids.ts';
import type { BatchDraft } from './batch-draft.ts';
import type { EventRow } from './bulk-request.ts';
import type { ColumnKey } from './columns.ts';
import { unknownPerson } from './unknown-person.ts';

/** Plans the rows of people who are there already, each by the rules of a plan for that person, after those before it. */
export class EventPlanner {
  readonly asks: PlanAsk[] = [];
  readonly #draft: BatchDraft;
  readonly #rowOf = new Map<PersonId, number>();
  readonly #ownersBy = new Map<string, PersonState['owners']>();

  constructor(draft: BatchDraft) {
    this.#draft = draft;
    draft.seats.release(new Set(draft.request.events.flatMap((row) => leaving(draft, row))));
  }

  /** The request as it is kept: those it names by number. */
  plan({ row, request }: EventRow): EventRow | undefined {
    const draft = this.#draft;
    const pinned = this.#withUnits(row, request);
    if (this.#isUnknown(row, request) || pinned === undefined || this.#isSecondOf(row, request)) return undefined;
    const state = this.#stateFor(pinned);
    const { deeds, notes, problems, facts, title, summary } = planForPerson(state, pinned, draft.on);
    for (const { what, vi, en } of problems) draft.note(row, columnFor[what] ?? 'act', what, vi, en);
    if (problems.length > 0) return undefined;
    if (deeds.begins.some(({ postId }) => postId !== null && postId < 0)) {
      draft.note(row, 'title', 'seat-twice', 'chức vụ này một dòng khác vừa nhận', 'another row has taken this post');
      return undefined;
    }
    Object.assign(draft.facts, facts);
    draft.events.push({ row, deeds });
    draft.eventNotes.push({ row, title, summary, notes });
    draft.clashes.push(...notes.clashes.map((clash) => ({ row, ...clash })));
    this.asks.push(...asksOf(deeds, state));
    for (const post of deeds.begins) draft.seats.seat(post.unitId, post, deeds.person.name);
    if (deeds.address !== null && deeds.person.accountId !== null)
      draft.give(deeds.address.to, { accountId: deeds.person.accountId, name: deeds.person.name });
    return { row, request: pinPeople(pinned, deeds) };
  }

  /** Units by number: rows may call them more loosely than plans do. */
  #withUnits(row: number, request: PersonRequest): PersonRequest | undefined {
    if (!('posts' in request)) return request;
    const posts = request.posts.flatMap((post) => {
      const found = this.#draft.finder.find(post.unit);
      if (!isProblem(found)) return [{ ...post, unit: `#${found.key}` }];
      this.#draft.note(row, 'unit', found.what, found.vi, found.en);
      return [];
    });
    return posts.length === request.posts.length ? { ...request, posts } : undefined;
  }

  /** Whether nobody is called so, which is noted. */
  #isUnknown(row: number, { person }: PersonRequest): boolean {
    const { state, problems } = this.#draft;
    if (typeof person !== 'string' || state.people.get(person)?.length) return false;
    problems.push(unknownPerson(row, person, state.meant.get(person)));
    return true;
  }

  #isSecondOf(row: number, { person }: PersonRequest): boolean {
    const [known] = typeof person === 'string' ? (this.#draft.state.people.get(person) ?? []) : [];
    const first = known && this.#rowOf.get(known.personId);
    if (known !== undefined && first === undefined) this.#rowOf.set(known.personId, row);
    if (known === undefined || first === undefined) return false;
    const name = displayName(known.name);
    this.#draft.note(
      row,
      'who',
      'person-twice',
      `${name} đã có ở dòng ${first}: mỗi đợt một việc cho một người`,
      `${name} is in row ${first} already: a batch does one thing with a person`,
    );
    return true;
  }

  #stateFor(request: PersonRequest): PersonState {
    const { state, seats } = this.#draft;
    const [known] = typeof request.person === 'string' ? (state.people.get(request.person) ?? []) : [];
    const posts = 'posts' in request ? request.posts.map(({ unit }) => Number(unit.slice(1))) : [];
    const unitIds = new Set([...posts, ...(known?.posts ?? []).map(({ unitId }) => Number(unitId))]);
    return {
      ...{ units: state.units, profiles: state.profiles, people: state.people, meant: state.meant, ...state.access },
      ...{ namesakes: [], otherPlans: [], owners: this.#owners(request, known) },
      seats: [...unitIds].flatMap((unitId) => seats.of(unitId as Parameters<typeof seats.of>[0])),
    };
  }

  /** Whatever somebody may be called the given name is in it, or it was chosen by hand. */
  #owners(request: PersonRequest, known: KnownPerson | undefined): PersonState['owners'] {
    const given = request.do === 'rename' ? request.name.given : known?.name.given;
    const chosen = 'address' in request ? request.address?.split('@')[0] : undefined;
    const owners = new Map<string, { accountId: KnownPerson['accountId']; name: string }>();
    for (const piece of [given && foldName(given), chosen])
      if (piece !== undefined && piece !== '') for (const [address, owner] of this.#ownersOf(piece)) owners.set(address, owner);
    // Given by rows before this one.
    for (const { deeds } of this.#draft.events)
      if (deeds.address !== null && deeds.person.accountId !== null)
        owners.set(`${deeds.address.to.localPart}@${deeds.address.to.domain}`, {
          accountId: deeds.person.accountId,
          name: deeds.person.name,
        });
    return owners;
  }

  #ownersOf(piece: string): PersonState['owners'] {
    let found = this.#ownersBy.get(piece);
    if (found === undefined) {
      found = new Map([...this.#draft.state.owners].filter(([address]) => address.includes(piece)));
      this.#ownersBy.set(piece, found);
    }
    return found;
  }
}

/** Posts that rows end whatever else they do: whoever comes after finds them free. */
function leaving({ state }: BatchDraft, { request }: EventRow): readonly AppointmentId[] {
  if (request.do !== 'leave' && !(request.do === 'transfer' && request.from.length === 0)) return [];
  const [person] = state.people.get(request.person) ?? [];
  return person === undefined ? [] : person.posts.map(({ appointmentId }) => appointmentId);
}

/** Which column says what a plan for a person finds wrong. */
const columnFor: Readonly<Record<string, ColumnKey>> = {
  ...{
    'ambiguous-person': 'who',
    closed: 'who',
    left: 'who',
    suspended: 'who',
    away: 'who',
    'last-administrator': 'who',
  },
  ...{ 'bad-name': 'name', nothing: 'name', 'unknown-unit': 'unit', 'ambiguous-unit': 'unit', 'no-naming': 'unit' },
  ...{ 'has-head': 'kind', 'head-twice': 'kind', 'dates-cross': 'until', 'already-holds': 'title', 'no-such-post': 'title' },
  ...{ 'bad-choice': 'wanted', clash: 'wanted', 'no-name': 'wanted', 'other-domain': 'wanted' },
};
