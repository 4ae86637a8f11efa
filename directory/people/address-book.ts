import { createHash } from 'node:crypto';
import { type ListedUnit, listUnits } from '#directory/org/unit-list-sql.ts';
import type { Database } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';
import { type BookFilter, type BookPerson, digestOfBook, installationMark, peopleInBook } from './address-book-sql.ts';
import { type CardDeps, personCard, unitCard } from './book-cards.ts';
import { addressBookPeopleMax } from './limits.ts';
import { type VcardVersion, vcard } from './vcard.ts';

export interface AskedBook {
  readonly version: VcardVersion;
  /** This unit and who has a post in it; `below`: those beneath too. */
  readonly unit?: { readonly id: UnitId; readonly below: boolean } | undefined;
}

export interface AddressBook {
  /** Another whenever anything in it is. */
  readonly digest: string;
  /** vCards one after the other, in pieces that each cost the event loop little; read once. */
  readonly pieces: AsyncGenerator<string>;
}

/** Units with their mailboxes and everybody in service, for mail clients (REQ-DIR-12). null: there is no such unit today. */
export async function openAddressBook(database: Database, { version, unit }: AskedBook): Promise<AddressBook | null> {
  const [listed, mark] = await Promise.all([listUnits(database), installationMark(database)]);
  const units = unit === undefined ? listed : unitsAt(listed, unit);
  if (units.length === 0 && unit !== undefined) return null;
  const filter = unit === undefined ? {} : { units: units.map(({ id }) => id) };
  const deps = { units: byId(listed), mark };
  const hash = createHash('sha256').update(JSON.stringify([version, units, listed, mark, await digestOfBook(database, filter)]));
  return { digest: hash.digest('base64url').slice(0, 22), pieces: cardsOf({ deps, units, version }, piecesOfPeople(database, filter)) };
}

/** Which people are published (REQ-DIR-12). */
export const publishedPeople = ['none', 'heads', 'all'] as const;
export type PublishedPolicy = (typeof publishedPeople)[number];

/** Who may be published, of heads alone their posts as heads; without the addresses that they have besides. */
export async function listPublished(database: Database, policy: PublishedPolicy): Promise<readonly BookPerson[]> {
  const people: BookPerson[] = [];
  for await (const piece of piecesOfPublished(database, policy)) people.push(...piece);
  return people;
}

/** The published directory as vCards: units, and people as far as they may be. */
export async function* publishedBook(database: Database, policy: PublishedPolicy, version: VcardVersion): AsyncGenerator<string> {
  const [units, mark] = await Promise.all([listUnits(database), installationMark(database)]);
  yield* cardsOf({ deps: { units: byId(units), mark }, units, version }, piecesOfPublished(database, policy));
}

async function* piecesOfPublished(database: Database, policy: PublishedPolicy): AsyncGenerator<readonly BookPerson[]> {
  if (policy === 'none') return;
  for await (const people of piecesOfPeople(database, { headsOnly: policy === 'heads' }))
    yield people.filter(({ posts }) => posts.length > 0).map((person) => ({ ...person, addresses: person.addresses.slice(0, 1) }));
}

const byId = (units: readonly ListedUnit[]) => new Map(units.map((one) => [one.id, one]));

interface Contents {
  readonly deps: CardDeps;
  readonly units: readonly ListedUnit[];
  readonly version: VcardVersion;
}

async function* cardsOf(
  { deps, units, version }: Contents,
  people: AsyncGenerator<readonly BookPerson[]>,
): AsyncGenerator<string, undefined, undefined> {
  for (let from = 0; from < units.length; from += addressBookPeopleMax)
    yield unitCards(deps, units.slice(from, from + addressBookPeopleMax), version);
  for await (const piece of people) yield piece.map((one) => vcard(personCard(deps, one), version)).join('');
}

/** Those of them that have a mailbox. */
function unitCards(deps: CardDeps, units: readonly ListedUnit[], version: VcardVersion): string {
  return units.map((unit) => (unit.address === null ? '' : vcard(unitCard(deps, { ...unit, address: unit.address }), version))).join('');
}

async function* piecesOfPeople(database: Database, filter: BookFilter): AsyncGenerator<readonly BookPerson[]> {
  let after = 0;
  for (;;) {
    const people = await peopleInBook(database, filter, { after, limit: addressBookPeopleMax });
    if (people.length > 0) yield people;
    if (people.length < addressBookPeopleMax) return;
    after = people.at(-1)!.id;
  }
}

function unitsAt(listed: readonly ListedUnit[], { id, below }: { readonly id: UnitId; readonly below: boolean }): readonly ListedUnit[] {
  const within = new Set(listed.filter((unit) => unit.id === id).map((unit) => unit.id));
  // Units are not always after the one above them: until nobody joins any more.
  for (let before = 0; below && before < within.size; ) {
    before = within.size;
    for (const unit of listed) if (unit.parentId !== null && within.has(unit.parentId)) within.add(unit.id);
  }
  return listed.filter((unit) => within.has(unit.id));
}
