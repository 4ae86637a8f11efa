import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { Places } from '#directory/lifecycle/units/places.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { BulkNotes, EventDeed, RecruitDeed } from './bulk-deeds.ts';
import type { BulkRequest } from './bulk-request.ts';
import type { BulkState, Owner } from './bulk-state.ts';
import { type ColumnKey, headingOf } from './columns.ts';
import { NearPeople } from './near-people.ts';
import { type BulkProblem, problemAt } from './problem.ts';
import { SeatBook } from './seat-book.ts';
import { UnitFinder } from './unit-finder.ts';

/** What a batch comes to, as far as its rows have been thought through. */
export class BatchDraft {
  readonly state: BulkState;
  readonly request: BulkRequest;
  readonly on: string;
  readonly finder: UnitFinder;
  readonly places: Places;
  readonly seats: SeatBook;
  readonly known: NearPeople;
  readonly newcomers = new NearPeople();
  readonly facts: Record<string, string> = {};
  readonly problems: BulkProblem[] = [];
  readonly recruits: RecruitDeed[] = [];
  readonly events: EventDeed[] = [];
  readonly clashes: BulkNotes['clashes'][number][] = [];
  readonly likenesses: BulkNotes['likenesses'][number][] = [];
  readonly eventNotes: BulkNotes['events'][number][] = [];
  /** Whose an address is, of those given so far too: they belong to the row, as a number below zero. */
  readonly owners: Map<string, AccountId>;
  readonly #names: Map<AccountId, string>;

  constructor(state: BulkState, request: BulkRequest, on: string) {
    this.state = state;
    this.request = request;
    this.on = on;
    this.finder = new UnitFinder(state);
    this.places = new Places(this.finder.drafted, (key) => this.finder.drafted.units.get(key)?.before?.address ?? null);
    this.seats = new SeatBook(state.seats, on);
    this.known = new NearPeople(state.neighbours);
    this.owners = new Map([...state.owners].map(([address, { accountId }]) => [address, accountId]));
    this.#names = new Map([...state.owners.values()].map(({ accountId, name }) => [accountId, name]));
  }

  note(row: number, key: ColumnKey, what: string, vi: string, en: string): void {
    this.problems.push(problemAt(row, headingOf(key), what, vi, en));
  }

  nameOf(owner: AccountId): string | undefined {
    return this.#names.get(owner);
  }

  /** Nobody after this row is given the address. */
  give(address: { localPart: string; domain: string }, owner: Owner): void {
    this.owners.set(addressText(address), owner.accountId);
    this.#names.set(owner.accountId, owner.name);
  }
}

/** For people: whom a row is about. */
export function ofRow(row: number, name: string): Owner {
  return { accountId: -row as AccountId, name: `${name} (dòng / row ${row})` };
}
