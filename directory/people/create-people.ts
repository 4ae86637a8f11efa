import type { KeyedRefusal } from '#directory/naming/keyed-refusal.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { displayName, personSearchKey } from '#directory/naming/person-name.ts';
import type { NameProposal } from '#directory/naming/propose-person-names.ts';
import { lockAddresses } from '#directory/org/address-sql.ts';
import { createAccounts } from '#directory/org/create-accounts.ts';
import { reserveIds } from '#directory/org/identity-sql.ts';
import type { CreateMailboxes } from '#directory/org/mail-port.ts';
import type { AccountId, PersonId, PostId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { checkHeads, checkPeople } from './check-people.ts';
import { namePeople, type PersonToName } from './name-people.ts';
import { insertHeldPosts, insertPeople } from './person-sql.ts';
import type { PersonToCreate } from './person-to-create.ts';

export interface CreatedPerson<Key> {
  readonly key: Key;
  readonly personId: PersonId;
  readonly accountId: AccountId;
  readonly displayName: string;
  readonly localPart: string;
  readonly domain: string;
  /** How the local part was made: by the rule, or how a namesake was told apart. */
  readonly how: NameProposal['how'];
}

interface Deps {
  readonly tx: Tx;
  readonly createMailboxes: CreateMailboxes;
}

interface CreatePeople<Key> {
  readonly profile: NamingProfile;
  readonly people: readonly PersonToCreate<Key>[];
  readonly quotaOctets: number;
}

/** New people, each in new posts from today on and with a personal mailbox; in the order given. Refused as a whole, nothing written. */
export async function createPeople<Key>(
  deps: Deps,
  input: CreatePeople<Key>,
): Promise<Result<readonly CreatedPerson<Key>[], readonly KeyedRefusal<Key>[]>> {
  if (input.people.length === 0) return ok([]);
  const checked = await checkPeople(deps.tx, input.people);
  if (!checked.ok) return checked;
  await lockAddresses(deps.tx);
  const headProblems = await checkHeads(deps.tx, input.people);
  if (headProblems.length > 0) return refused(headProblems);
  const names = await namePeople(deps.tx, input.profile, checked.value);
  if (!names.ok) return names;
  return ok(await writePeople(deps, input, checked.value, names.value));
}

async function writePeople<Key>(
  deps: Deps,
  input: CreatePeople<Key>,
  people: readonly PersonToName<Key>[],
  names: readonly NameProposal[],
): Promise<readonly CreatedPerson<Key>[]> {
  const ids = await reserveIds<PersonId>(deps.tx, 'person', people.length);
  await insertPeople(
    deps.tx,
    people.map(({ name, birthDate }, index) => ({
      ...name,
      id: ids[index]!,
      display: displayName(name),
      searchKey: personSearchKey(name),
      birthDate,
    })),
  );
  await writePosts(deps.tx, input.people, ids);
  const accountIds = await createAccounts(
    deps,
    people.map(({ unit }, index) => ({
      owner: { personId: ids[index]! },
      domainId: unit.domainId,
      localPart: names[index]!.localPart,
      quotaOctets: input.quotaOctets,
    })),
  );
  return people.map(({ key, name, unit }, index) => ({
    key,
    personId: ids[index]!,
    accountId: accountIds[index]!,
    displayName: displayName(name),
    domain: unit.domain,
    ...names[index]!,
  }));
}

async function writePosts<Key>(tx: Tx, people: readonly PersonToCreate<Key>[], personIds: readonly PersonId[]): Promise<void> {
  const held = people.flatMap(({ posts }, person) =>
    posts.map((post, index) => ({
      ...post,
      title: post.title.normalize('NFC').trim(),
      personId: personIds[person]!,
      isPrimary: index === 0,
    })),
  );
  const ids = await reserveIds<PostId>(tx, 'post', held.length);
  await insertHeldPosts(
    tx,
    held.map((post, index) => ({ ...post, id: ids[index]! })),
  );
}
