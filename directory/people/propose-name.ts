import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { personMailboxName } from '#directory/naming/person-mailbox-name.ts';
import { displayName, type NameOrder, splitPersonName } from '#directory/naming/person-name.ts';
import { type NameProposal, proposePersonNames } from '#directory/naming/propose-person-names.ts';
import { proposeUnitNames, type UnitNameProposal } from '#directory/naming/propose-unit-names.ts';
import { type UnitToName, unitMailboxName } from '#directory/naming/unit-mailbox-name.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type AddressOwner, findAddressOwners } from './address-owner-sql.ts';
import type { ListedDomain } from './domain-list-sql.ts';
import { findDomain, findUnit, findUnitOfAnyTime } from './find-unit.ts';
import { type NamingProblem, notNamed } from './naming-problem.ts';
import { findNamingUnits } from './person-sql.ts';
import type { UnitByMailbox } from './unit-by-mailbox-sql.ts';

/** What somebody or something may be called, and what no longer. */
export interface ProposedNames<Proposal> {
  /** The name proposed for, tidied. */
  readonly name: string;
  /** The mailbox it is named after, `tt@backan.gov.vn`; null for a unit with none above. */
  readonly under: string | null;
  readonly domain: string;
  readonly profileId: string;
  /** Best first. */
  readonly free: readonly Proposal[];
  /** What would have come before or between, had nobody ever been given it (REQ-DIR-10); in that order. */
  readonly taken: readonly AddressOwner[];
}

interface Deps {
  readonly database: Database;
  readonly readProfile: (profileId: string) => Promise<NamingProfile>;
}

export interface PersonToBeNamed {
  readonly fullName: string;
  /** Mailbox or address of the unit of the main post. */
  readonly unit: string;
  /** `YYYY-MM-DD` */
  readonly birthDate?: string | undefined;
  /** Left out: family name first. */
  readonly order?: NameOrder | undefined;
}

/** Names for a person in a unit, after the agency, district or commune that an office is inside of (REQ-DIR-6, REQ-DIR-9). Reserves nothing. */
export async function proposeNameForPerson(
  { database, readProfile }: Deps,
  person: PersonToBeNamed,
): Promise<Result<ProposedNames<NameProposal>, NamingProblem>> {
  const name = splitPersonName(person.fullName, person.order);
  if (!name.ok) return refused(notNamed(name.refusal));
  const unit = await findUnit(database, person.unit);
  if (!unit.ok) return unit;
  const { id, profileId } = unit.value;
  const under = (await inTransaction(database, (tx) => findNamingUnits(tx, [id]))).get(id);
  if (under === undefined || profileId === null) return refused(namedByNothing(unit.value));
  const profile = await readProfile(profileId);
  const toName = { name: name.value, unitMailbox: under.localPart, birthDate: person.birthDate };
  const found = await askWhatIsFree(database, { id: under.domainId, name: under.domain }, (isTaken) =>
    proposePersonNames(profile, toName, isTaken),
  );
  if (found.free.length === 0) return refused(noneFree(personMailboxName(profile, name.value, under.localPart)));
  return ok({ name: displayName(name.value), under: `${under.localPart}@${under.domain}`, profileId, ...found });
}

export interface UnitToBeNamed extends UnitToName {
  /** Mailbox or address; null for a unit with none above. */
  readonly parent: string | null;
  /** Of the unit it was under before, which may have ended. */
  readonly formerParent?: string | undefined;
  /** Its own, where it is not that of the unit above (REQ-DIR-2). */
  readonly domain?: string | undefined;
}

/** Names for a unit. `root`: what a unit with none above it follows. Reserves nothing. */
export async function proposeNameForUnit(
  { database, readProfile, root }: Deps & { readonly root: () => Promise<{ profileId: string; domain: string }> },
  unit: UnitToBeNamed,
): Promise<Result<ProposedNames<UnitNameProposal>, NamingProblem>> {
  const parent = unit.parent === null ? ok(null) : await findUnit(database, unit.parent);
  if (!parent.ok) return parent;
  const former = unit.formerParent === undefined ? ok(undefined) : await findUnitOfAnyTime(database, unit.formerParent);
  if (!former.ok) return former;
  const { profileId, domain: domainName } = parent.value ?? (await root());
  if (profileId === null) return refused(namedByNothing(parent.value!));
  const domain = await findDomain(database, unit.domain ?? domainName);
  if (!domain.ok) return domain;
  const profile = await readProfile(profileId);
  const toName = { ...unit, parentMailbox: parent.value?.localPart ?? null, formerParentMailbox: former.value?.localPart };
  const found = await askWhatIsFree(database, domain.value, (isTaken) => proposeUnitNames(profile, toName, isTaken));
  if (found.free.length === 0) return refused(noneFree(unitMailboxName(profile, unit, toName.parentMailbox)));
  const under = parent.value && `${parent.value.localPart}@${parent.value.domain}`;
  return ok({ name: unit.name.normalize('NFC'), under, profileId, ...found });
}

/**
 * Proposes twice: as if everything were taken, which shows all that could ever be proposed, and then knowing whose each of these is.
 * That is one question to the database, and it misses no name however it is made.
 */
async function askWhatIsFree<Proposal>(
  database: Database,
  domain: ListedDomain,
  propose: (isTaken: (localPart: string) => boolean) => readonly Proposal[],
): Promise<Pick<ProposedNames<Proposal>, 'domain' | 'free' | 'taken'>> {
  const thinkable = new Set<string>();
  propose((localPart) => {
    thinkable.add(localPart);
    return true;
  });
  const owners = new Map((await findAddressOwners(database, domain.id, [...thinkable])).map((owner) => [owner.localPart, owner]));
  const taken = new Set<AddressOwner>();
  const free = propose((localPart) => {
    const owner = owners.get(localPart);
    if (owner !== undefined) taken.add(owner);
    return owner !== undefined;
  });
  return { domain: domain.name, free, taken: [...taken] };
}

function namedByNothing({ name }: UnitByMailbox): NamingProblem {
  return {
    vi: `không có quy tắc đặt tên, hay hộp thư để đặt tên theo, ở đơn vị này và phía trên: ${name}`,
    en: 'neither this unit nor those above have a naming profile and a mailbox to name by',
  };
}

function noneFree(byRule: Result<string>): NamingProblem {
  return notNamed(byRule.ok ? refusal('already-exists', 'No mailbox name is free') : byRule.refusal);
}
