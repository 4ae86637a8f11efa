import { capacityText } from '#directory/lifecycle/people/capacity-text.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import { pathOf } from '#directory/org/unit-path.ts';
import type { UnitId } from '#kernel/ids.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import type { BookPerson } from './address-book-sql.ts';
import { uuidUrn } from './uuid-urn.ts';
import type { Card } from './vcard.ts';

/** What cards are made with besides whom they are of. */
export interface CardDeps {
  readonly units: ReadonlyMap<UnitId, ListedUnit>;
  /** Two installations' people of one number are not each other. */
  readonly mark: string;
}

/** A unit that has a mailbox. */
export function unitCard({ units, mark }: CardDeps, unit: ListedUnit & { readonly address: string }): Card {
  const name = plain(unit.name);
  return {
    kind: 'org',
    uid: uuidUrn(`${mark}/unit/${unit.id}`),
    fullName: name,
    name: null,
    organisation: organisationOf(unit, units),
    titles: [],
    addresses: [plain(unit.address)],
    categories: [name],
  };
}

/** The main post first; of others it says in which unit they are. */
export function personCard({ units, mark }: CardDeps, { id, name, family, given, middle, addresses, posts }: BookPerson): Card {
  const held = posts.flatMap((post) => {
    const unit = units.get(post.unitId);
    return unit === undefined ? [] : [{ unit, title: plain(capacityText(post.capacity, post.title).vi) }];
  });
  return {
    kind: 'individual',
    uid: uuidUrn(`${mark}/person/${id}`),
    fullName: plain(name),
    name: { family: plain(family), given: plain(given), middle: plain(middle) },
    organisation: held[0] === undefined ? [] : organisationOf(held[0].unit, units),
    titles: held.map(({ unit, title }, index) => (index === 0 ? title : `${title}, ${plain(unit.name)}`)),
    addresses: addresses.map(plain),
    categories: [...new Set(held.map(({ unit }) => plain(unit.name)))],
  };
}

/** Without the root: address books show the first as the organisation, and all would have the same. */
function organisationOf(unit: ListedUnit, units: ReadonlyMap<UnitId, ListedUnit>): readonly string[] {
  return [...pathOf(unit, units).toReversed(), unit.name].map(plain);
}

/** One name that came in some odd way does not keep a province from its address book. */
function plain(text: string): string {
  return isPlainText(text) ? text : [...text].map((character) => (isPlainText(character) ? character : ' ')).join('');
}
