import { revokeApiTokensOf } from '#directory/access/api-token-sql.ts';
import { effectiveRights } from '#directory/access/grants.ts';
import { endRolesOf } from '#directory/access/roles/assign-role.ts';
import { recordActs } from '#directory/audit/audit-sql.ts';
import { markCertificates } from '#directory/certificates/mark-certificates.ts';
import { displayName, personSearchKey } from '#directory/naming/person-name.ts';
import { createAccounts } from '#directory/org/create-accounts.ts';
import { reserveIds } from '#directory/org/identity-sql.ts';
import { ensureDomains } from '#directory/org/unit-sql.ts';
import { insertPeople } from '#directory/people/person-sql.ts';
import type { AccountId, DomainId, PersonId, PlanId, PostId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { cancelNeedless } from '../cancel-needless.ts';
import type { PlanAct, PlanDeps } from '../plan.ts';
import { renewAddresses } from '../units/address-change-sql.ts';
import {
  changeGroups,
  insertGrants,
  type LiveAppPassword,
  liveAppPasswords,
  removePassword,
  revokeAppPasswords,
  revokeGrantsOn,
  revokeGrantsTo,
} from './access-end-sql.ts';
import { actsOf, type Ended } from './acts-of-person.ts';
import { beginAppointments, endAppointments } from './appointment-sql.ts';
import { endAutoReplies, insertAutoReply } from './auto-reply-sql.ts';
import { serviceChange } from './certificates-of-person.ts';
import type { NewAccount, PersonDeeds } from './person-deeds.ts';
import { renamePerson } from './rename-sql.ts';
import { beginAbsence, endAbsence, receiveUntil } from './standing-sql.ts';

interface Who {
  readonly personId: PersonId;
  readonly accountId: AccountId;
}

/** Does what the plan says and nothing else. The caller holds `lockDirectory` and has found the plan fresh. */
export async function carryOutPerson(deps: PlanDeps, deeds: PersonDeeds, act: PlanAct, effectiveOn: string): Promise<PersonId> {
  const { tx } = deps;
  const who = await personOf(deps, deeds);
  await changePosts(tx, who, deeds, effectiveOn);
  if (deeds.renames !== null) await renamePerson(tx, { personId: who.personId, to: deeds.renames.to, planId: act.planId, effectiveOn });
  if (deeds.address !== null) {
    const { to, oldUntil } = deeds.address;
    const changes = [{ accountId: who.accountId, localPart: to.localPart, domainId: await domainOf(tx, to.domain) }];
    await renewAddresses(tx, { changes, endedUnits: [], until: oldUntil });
  }
  // While the absence stands open: what was lent in it ends with it.
  const ended = await endAccess(tx, who, deeds);
  const returnPlanId = await changeStanding(tx, who, deeds, act, effectiveOn);
  if (returnPlanId !== null && returnPlanId !== act.planId)
    await cancelNeedless(tx, returnPlanId, { ...act, because: `plan ${act.planId}` });
  if (deeds.autoReply !== undefined) await insertAutoReply(tx, { ...deeds.autoReply, ...who, planId: act.planId });
  if (deeds.standing === 'in-service') await endAutoReplies(tx, who.accountId, effectiveOn);
  if (deeds.standing === 'left') await endRolesOf(tx, { ...act, accountId: who.accountId });
  await insertGrants(tx, { targetAccountId: who.accountId, grants: deeds.grants, grantedBy: act.actorAccountId });
  await recordActs(tx, actsOf(deeds, { ...act, effectiveOn, ...who }, ended));
  await markCertificates(tx, { ...act, effectiveOn, change: serviceChange(deeds, who.personId), reason: deeds.reason });
  return who.personId;
}

async function personOf(deps: PlanDeps, { person, creates }: PersonDeeds): Promise<Who> {
  const { personId, accountId } = person;
  if (personId !== null && accountId !== null) return { personId, accountId };
  if (creates === null) throw new Error('the plan is about nobody');
  return createPerson(deps, creates);
}

async function createPerson(deps: PlanDeps, { name, birthDate, address, quotaOctets }: NewAccount): Promise<Who> {
  const [personId] = await reserveIds<PersonId>(deps.tx, 'person', 1);
  const row = { ...name, id: personId!, display: displayName(name), searchKey: personSearchKey(name), birthDate };
  await insertPeople(deps.tx, [row]);
  const domainId = await domainOf(deps.tx, address.domain);
  const account = { owner: { personId: personId! }, domainId, localPart: address.localPart, quotaOctets };
  const [accountId] = await createAccounts(deps, [account]);
  return { personId: personId!, accountId: accountId! };
}

async function domainOf(tx: Tx, name: string): Promise<DomainId> {
  return (await ensureDomains(tx, [name])).get(name)!;
}

async function changePosts(tx: Tx, { personId }: Who, { ends, begins }: PersonDeeds, effectiveOn: string): Promise<void> {
  await endAppointments(
    tx,
    ends.map(({ appointmentId }) => appointmentId),
    effectiveOn,
  );
  const newSeats = await reserveIds<PostId>(tx, 'post', begins.filter(({ postId }) => postId === null).length);
  const seats = newSeats.values();
  const posts = begins.map((post) => ({ ...post, isNewSeat: post.postId === null, postId: post.postId ?? seats.next().value! }));
  await beginAppointments(tx, { personId, begins: posts, effectiveOn });
}

/** Answers the plan by which a suspension that has ended now was to end. */
async function changeStanding(
  tx: Tx,
  { accountId }: Who,
  deeds: PersonDeeds,
  { planId }: PlanAct,
  effectiveOn: string,
): Promise<PlanId | null> {
  const { standing, keeping, reason } = deeds;
  if (keeping !== null) await receiveUntil(tx, accountId, keeping.receiveUntil);
  if (standing === null) return null;
  if (standing === 'in-service') return endAbsence(tx, accountId, effectiveOn);
  const deleteAfter = keeping?.deleteAfter ?? null;
  return beginAbsence(tx, { accountId, kind: standing, effectiveOn, deleteAfter, reason, planId });
}

async function endAccess(tx: Tx, { personId, accountId }: Who, deeds: PersonDeeds): Promise<Ended> {
  const { access, ends, leavesGroups, joinsGroups } = deeds;
  const toPerson = await revokeGrantsTo(tx, personId, access.grantsTo);
  const onMailbox = access.grantsOn === null ? [] : await revokeGrantsOn(tx, accountId, access.grantsOn);
  const ids = (groups: typeof leavesGroups) => groups.map(({ id }) => id);
  await changeGroups(tx, { personId, leaves: ids(leavesGroups), joins: ids(joinsGroups) });
  const live = await liveAppPasswords(tx, [...new Set([personId, ...ends.map((one) => one.personId)])]);
  const appPasswords: LiveAppPassword[] = [];
  for (const one of live)
    if ((access.appPasswords === 'all' && one.personId === personId) || !(await mayRead(tx, one))) appPasswords.push(one);
  await revokeAppPasswords(
    tx,
    appPasswords.map(({ id }) => id),
  );
  if (access.password) await removePassword(tx, accountId);
  const apiTokens = access.password ? await revokeApiTokensOf(tx, accountId) : [];
  return { grants: [...toPerson, ...onMailbox], appPasswords, apiTokens };
}

/** Of the posts, groups and grants as they are now. */
async function mayRead(tx: Tx, { personId, targetAccountId }: LiveAppPassword): Promise<boolean> {
  return (await effectiveRights({ tx }, { personId, targetAccountId })).has('read');
}
