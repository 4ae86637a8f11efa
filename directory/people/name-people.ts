import { foldName } from '#directory/naming/fold-name.ts';
import type { KeyedRefusal } from '#directory/naming/keyed-refusal.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { PersonName } from '#directory/naming/person-name.ts';
import { type NameProposal, proposePersonNames } from '#directory/naming/propose-person-names.ts';
import { findLocalPartsWith } from '#directory/org/address-sql.ts';
import type { DomainId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { NamingUnit } from './person-sql.ts';

export interface PersonToName<Key> {
  readonly key: Key;
  readonly name: PersonName;
  readonly birthDate: string | null;
  readonly unit: NamingUnit;
}

/** The first free proposal for each, in the order given; of two people of one name the second gets the second. Holds under `lockAddresses`. */
export async function namePeople<Key>(
  tx: Tx,
  profile: NamingProfile,
  people: readonly PersonToName<Key>[],
): Promise<Result<readonly NameProposal[], readonly KeyedRefusal<Key>[]>> {
  const taken = await findTaken(tx, people);
  const names: NameProposal[] = [];
  const problems: KeyedRefusal<Key>[] = [];
  for (const { key, name, birthDate, unit } of people) {
    const person = { name, unitMailbox: unit.localPart, birthDate: birthDate ?? undefined };
    const [first] = proposePersonNames(profile, person, (localPart) => taken.has(takenKey(unit.domainId, localPart)));
    if (first === undefined) {
      problems.push({ key, refusal: refusal('already-exists', 'No mailbox name is free for this person') });
      continue;
    }
    taken.add(takenKey(unit.domainId, first.localPart));
    names.push(first);
  }
  return problems.length > 0 ? refused(problems) : ok(names);
}

/** Whatever a person may be called, the given name is in it. */
async function findTaken<Key>(tx: Tx, people: readonly PersonToName<Key>[]): Promise<Set<string>> {
  const domainIds = [...new Set(people.map(({ unit }) => unit.domainId))];
  const givenNames = [...new Set(people.map(({ name }) => foldName(name.given)))];
  const given = await findLocalPartsWith(tx, domainIds, givenNames);
  return new Set(given.map(({ domainId, localPart }) => takenKey(domainId, localPart)));
}

function takenKey(domainId: DomainId, localPart: string): string {
  return `${domainId} ${localPart}`;
}
