import type { ActOrigin } from '#directory/audit/act.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId, MailboxId, PersonId } from '#kernel/ids.ts';
import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from './access-generation-sql.ts';
import { aclLetters, rightsOfLetters, shownLetters } from './acl-letters.ts';
import {
  type AclTarget,
  insertPersonGrant,
  lockGrantsOf,
  ownerOf,
  personAt,
  revokeGrants,
  type StandingGrant,
  standingGrants,
} from './acl-sql.ts';
import { delegable, delegableUntil, moreThanOwn } from './delegable.ts';
import { effectiveRights } from './grants.ts';
import type { Source } from './query-rows.ts';
import { allRights, type Right, type Rights } from './rights.ts';
import { authorise } from './roles/authorise.ts';
import { canonicalLocalPart } from './rules.ts';

/** Who may do what with a mailbox, as RFC 4314 §3.6 shows it. Persons by address; others as `head:…`, `post:…`, `group:…`. */
export interface AclEntry {
  readonly identifier: string;
  readonly letters: string;
}

export async function aclOf(source: Source, target: AclTarget): Promise<AclEntry[]> {
  const owner = await ownerOf(source, target.accountId);
  const byIdentifier = Map.groupBy(await standingGrants(source, target), identifierOf);
  const entries = [...byIdentifier].map(([identifier, grants]) => ({ identifier, letters: shownLetters(rightsIn(grants)) }));
  const own = owner.personId === null ? [] : [{ identifier: owner.address, letters: shownLetters(allRights) }];
  // Who may only send has no letters: that is no part of an ACL.
  return [...own, ...entries.filter(({ letters, identifier }) => letters !== '' && (own.length === 0 || identifier !== owner.address))];
}

function identifierOf({ principalKind, principalId, principalAddress }: StandingGrant): string {
  if (principalKind === 'person' && principalAddress !== null) return principalAddress;
  return `${principalKind}:${principalAddress ?? principalId}`;
}

const rightsIn = (grants: readonly StandingGrant[]): Rights => new Set(grants.flatMap(({ rights }) => rights));

export interface AclChange {
  readonly actor: { readonly personId: PersonId; readonly accountId: AccountId };
  readonly target: AclTarget & { readonly mailboxId: MailboxId };
  /** The mailbox's name within its account, for the audit. */
  readonly mailboxName: string;
  readonly identifier: string;
  readonly operation: 'set' | 'add' | 'remove' | 'delete';
  readonly letters: string;
  /** Where the change came from, for the audit. */
  readonly origin?: ActOrigin | undefined;
}

/**
 * SETACL and DELETEACL (RFC 4314 §3.1, §3.2): changes what a person was granted on this one mailbox. What stands on the whole account,
 * or by a post, a group or as head, is given and ended where it was given.
 */
export async function changeAcl(tx: Tx, change: AclChange): Promise<Result<void>> {
  const { target, actor } = change;
  await lockGrantsOf(tx, target.accountId);
  const held = await effectiveRights(
    { tx },
    { personId: actor.personId, targetAccountId: target.accountId, targetMailboxId: target.mailboxId },
  );
  if (!held.has('read')) return refused(refusal('not-found', 'No such mailbox'));
  const may = await authorise({ tx }, { actorAccountId: actor.accountId, act: 'delegation.manage', target: { of: 'account', ...target } });
  if (!may.ok) return may;
  const personId = await personNamed(tx, change.identifier);
  if (!personId.ok) return personId;
  const owner = await ownerOf({ tx }, target.accountId);
  if (owner.personId === personId.value) return refused(refusal('invalid', 'The owner has every right'));
  const wanted = rightsOfLetters(change.letters);
  if (!wanted.ok) return wanted;
  const standing = (await standingGrants({ tx }, target)).filter(
    ({ principalKind, principalId }) => principalKind === 'person' && principalId === personId.value,
  );
  const mayGive = delegable(may.value, held, personId.value === actor.personId);
  const until = await delegableUntil({ tx }, may.value, { personId: actor.personId, target, rights: [...wanted.value] });
  return replaceGrants(tx, change, {
    personId: personId.value,
    standing,
    wanted: wanted.value,
    mayGive,
    until,
    ownerAddress: owner.address,
  });
}

interface Replacement {
  readonly personId: PersonId;
  readonly standing: readonly StandingGrant[];
  readonly wanted: Rights;
  readonly mayGive: Rights;
  /** What is new ends then at the latest; null: without end. */
  readonly until: Date | null;
  readonly ownerAddress: string;
}

async function replaceGrants(tx: Tx, change: AclChange, replacement: Replacement): Promise<Result<void>> {
  const { personId, standing, wanted, mayGive, until, ownerAddress } = replacement;
  const wide = rightsIn(standing.filter((grant) => grant.isOfWholeAccount));
  const narrow = standing.filter((grant) => !grant.isOfWholeAccount);
  const before = rightsIn(standing);
  const after = rightsAfter(change.operation, before, wanted);
  if ([...after].some((right) => !before.has(right) && !mayGive.has(right))) return refused(moreThanOwn);
  if ([...wide].some((right) => aclLetters[right] !== '' && !after.has(right))) return refused(heldOnWhole);
  const rights = [...after].filter((right) => !wide.has(right));
  const shows = rights.some((right) => aclLetters[right] !== '');
  await revokeGrants(
    tx,
    narrow.map(({ id }) => id),
  );
  if (shows) {
    // IMAP knows no dates: what was to end still ends, and what is new with what its giver has.
    const ends = narrow.map(({ validTo }) => validTo);
    const isKept = (right: Right) => until === null || before.has(right);
    const grants = [
      { rights: rights.filter(isKept), validTo: earliest(ends) },
      { rights: rights.filter((right) => !isKept(right)), validTo: earliest([...ends, until]) },
    ].filter((grant) => grant.rights.length > 0);
    for (const grant of grants) await insertPersonGrant(tx, { ...change.target, personId, ...grant, grantedBy: change.actor.accountId });
  }
  await recordAct(tx, {
    actorAccountId: change.actor.accountId,
    act: shows ? 'delegation.grant' : 'delegation.revoke',
    target: ownerAddress,
    detail: { mailbox: change.mailboxName, to: change.identifier, rights: shows ? rights : [] },
    ...{ origin: change.origin, personId, before: { rights: [...rightsIn(narrow)] }, after: { rights: shows ? rights : [] } },
  });
  await bumpAccessGeneration(tx);
  return ok();
}

function earliest(ends: readonly (Date | null)[]): Date | null {
  return ends.reduce((first, end) => (first === null || (end !== null && end < first) ? end : first), null);
}

const heldOnWhole = refusal('invalid', 'The rights stand on the whole account of this mailbox, and are changed there');

/** Rights without letters (deleting, sending) stay while any with letters stays. */
function rightsAfter(operation: AclChange['operation'], before: Rights, named: Rights): ReadonlySet<Right> {
  const letterless = [...before].filter((right) => aclLetters[right] === '');
  if (operation === 'add') return new Set([...before, ...named]);
  if (operation === 'remove') return new Set([...before].filter((right) => !named.has(right)));
  return operation === 'delete' ? new Set() : new Set([...named, ...letterless]);
}

async function personNamed(tx: Tx, identifier: string): Promise<Result<PersonId>> {
  if (identifier.startsWith('-')) return refused(refusal('invalid', 'Negative rights are not supported: end the grant instead'));
  if (identifier === 'anyone') return refused(refusal('invalid', 'Rights are given to persons by address, not to anyone'));
  if (/^(head|post|group):/.test(identifier))
    return refused(refusal('invalid', 'Rights of heads, posts and groups are not changed by IMAP'));
  const address = parseEmailAddress(identifier);
  const personId = address.ok ? await personAt(tx, canonicalLocalPart(address.value), address.value.domain) : undefined;
  return personId === undefined ? refused(unknownPerson) : ok(personId);
}

const unknownPerson: Refusal = refusal('invalid', 'No person here has this address');
