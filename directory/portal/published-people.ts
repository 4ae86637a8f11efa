import type { Stretches } from '#directory/lifecycle/in-turns.ts';
import { capacityText } from '#directory/lifecycle/people/capacity-text.ts';
import type { PostKind } from '#directory/org/tables.ts';
import type { PublishedPolicy } from '#directory/people/address-book.ts';
import type { BookPerson } from '#directory/people/address-book-sql.ts';
import type { UnitId } from '#kernel/ids.ts';

/** All that the public learns of somebody: no birth date, no number, no other address. */
export interface PublishedPerson {
  readonly name: string;
  readonly post: string;
  readonly kind: PostKind;
  readonly address: string;
}

const ranks: Readonly<Record<PostKind, number>> = { head: 0, deputy: 1, clerk: 2, staff: 3 };
// PostgreSQL knows the order of Vietnamese only where it was built with ICU.
const alphabet = new Intl.Collator('vi');

/** Who holds a post in which unit, the head first, then by given name; somebody with two posts stands twice. */
export function* peopleByUnit(people: readonly BookPerson[]): Stretches<PeopleByUnit> {
  const byUnit = new Map<UnitId, { shown: PublishedPerson; given: string }[]>();
  for (const { name, given, addresses, posts } of people) {
    for (const post of posts) {
      const shown = { name, post: capacityText(post.capacity, post.title).vi, kind: post.kind, address: addresses[0] ?? '' };
      const there = byUnit.get(post.unitId);
      if (there === undefined) byUnit.set(post.unitId, [{ shown, given }]);
      else there.push({ shown, given });
    }
  }
  const ordered = new Map<UnitId, readonly PublishedPerson[]>();
  for (const [unitId, there] of byUnit) {
    yield;
    ordered.set(unitId, inOrder(there));
  }
  return ordered;
}

function inOrder(there: readonly { shown: PublishedPerson; given: string }[]): readonly PublishedPerson[] {
  return there
    .toSorted(
      (a, b) =>
        ranks[a.shown.kind] - ranks[b.shown.kind] || alphabet.compare(a.given, b.given) || alphabet.compare(a.shown.name, b.shown.name),
    )
    .map(({ shown }) => shown);
}

export type PeopleByUnit = ReadonlyMap<UnitId, readonly PublishedPerson[]>;

/** What a page shows beside the units. */
export interface PublishedOnPage {
  readonly policy: PublishedPolicy;
  readonly byUnit: PeopleByUnit;
}
