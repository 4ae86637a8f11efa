import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Act } from '#directory/audit/act.ts';
import { recordActs } from '#directory/audit/audit-sql.ts';
import { markCertificates } from '#directory/certificates/mark-certificates.ts';
import type { ServiceChange } from '#directory/certificates/rules.ts';
import { carryOutPerson } from '#directory/lifecycle/people/carry-out-person.ts';
import { planReturn } from '#directory/lifecycle/people/person-plan-kind.ts';
import type { PlanAct, PlanDeps, PlanKind } from '#directory/lifecycle/plan.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { displayName, personSearchKey } from '#directory/naming/person-name.ts';
import { createAccounts } from '#directory/org/create-accounts.ts';
import { reserveIds } from '#directory/org/identity-sql.ts';
import { quotaOctetsDefault } from '#directory/org/limits.ts';
import { ensureDomains } from '#directory/org/unit-sql.ts';
import { insertPeople } from '#directory/people/person-sql.ts';
import type { AccountId, PersonId, PostId } from '#kernel/ids.ts';
import { fillPosts, insertBulkRows, lockTold, reviveAccounts } from './batch-sql.ts';
import type { BulkDeeds, BulkNotes, Made, RecruitDeed } from './bulk-deeds.ts';
import { linesByUnit } from './bulk-notices.ts';
import { bulkLimits } from './limits.ts';
import { tellBatch } from './tell-batch.ts';

interface Batch {
  readonly deeds: BulkDeeds;
  readonly notes: BulkNotes;
  readonly on: string;
}

/** Does what the plan says and nothing else; of new people with a fixed number of statements. The caller holds `lockDirectory`. */
export async function carryOutBatch(deps: PlanDeps & { readonly personPlans: PlanKind }, batch: Batch, act: PlanAct): Promise<void> {
  const { deeds, on } = batch;
  if (deps.sendNotices !== undefined && deeds.notify)
    await lockTold(
      deps.tx,
      [...linesByUnit(deeds).keys()],
      deeds.events.flatMap(({ deeds: { person } }) => person.personId ?? []),
    );
  for (const [index, { deeds: person }] of deeds.events.entries()) {
    tellRows(deps, deeds, 'writing', index);
    await carryOutPerson(deps, person, act, on);
    if (person.returnsOn !== undefined) await planReturn(deps, deps.personPlans, act, person, person.returnsOn);
  }
  const made = await makePeople(deps, deeds, on);
  await markCertificates(deps.tx, { ...act, effectiveOn: on, change: newHeads(made), reason: null });
  for (let start = 0; start < made.length; start += bulkLimits.auditedAtOnce) {
    tellRows(deps, deeds, 'recording', deeds.events.length + start);
    await recordActs(
      deps.tx,
      made.slice(start, start + bulkLimits.auditedAtOnce).map((one) => actOf(one, act, on)),
    );
    await nextTurn();
  }
  await insertBulkRows(deps.tx, act.planId, [
    ...made.map(({ recruit, accountId }) => ({ row: recruit.row, accountId, isNew: true })),
    ...deeds.events.flatMap(({ row, deeds: { person } }) =>
      person.accountId === null ? [] : [{ row, accountId: person.accountId, isNew: false }],
    ),
  ]);
  await tellBatch(deps, batch, made);
}

/** Whose units' certificates are to be handed over to them. */
function newHeads(made: readonly Made[]): ServiceChange {
  const heads = made.flatMap(({ recruit: { kind, unitId }, personId }) => (kind === 'head' ? [{ unitId, to: personId }] : []));
  return { left: null, renamed: null, newAddress: null, endedPosts: [], heads };
}

function tellRows({ progress }: PlanDeps, { recruits, events }: BulkDeeds, step: 'writing' | 'recording', done: number): void {
  progress?.({ step, done, total: recruits.length + events.length });
}

async function makePeople(deps: PlanDeps, deeds: BulkDeeds, on: string): Promise<readonly Made[]> {
  const { tx } = deps;
  const { recruits } = deeds;
  const tell = (done: number) => tellRows(deps, deeds, 'writing', deeds.events.length + done);
  const fresh = recruits.filter(({ revives }) => revives === null);
  const personIds = (await reserveIds<PersonId>(tx, 'person', fresh.length)).values();
  const people = recruits.map((recruit) => ({ recruit, personId: recruit.revives?.personId ?? personIds.next().value! }));
  const isFresh = ({ recruit }: (typeof people)[number]) => recruit.revives === null;
  await insertPeople(
    tx,
    people.filter(isFresh).map(({ recruit: { name, birthDate }, personId: id }) => ({
      ...{ ...name, id, display: displayName(name), searchKey: personSearchKey(name), birthDate },
    })),
  );
  const quotaOctets = quotaOctetsDefault.personal;
  await reviveAccounts(
    tx,
    recruits.flatMap(({ revives, name, birthDate }) => (revives === null ? [] : [{ ...revives, name, birthDate, quotaOctets }])),
  );
  await seatPeople(deps, people, on);
  const accountIds = (await openAccounts(deps, people.filter(isFresh), quotaOctets, tell)).values();
  return people.map(({ recruit, personId }) => ({ recruit, personId, accountId: recruit.revives?.accountId ?? accountIds.next().value! }));
}

type Person = { readonly recruit: RecruitDeed; readonly personId: PersonId };

async function openAccounts(
  deps: PlanDeps,
  people: readonly Person[],
  quotaOctets: number,
  tell: (done: number) => void,
): Promise<readonly AccountId[]> {
  if (people.length === 0) return [];
  const domains = await ensureDomains(deps.tx, [...new Set(people.map(({ recruit: { address } }) => address.domain))]);
  const accounts = people.map(({ recruit: { address }, personId }) => ({
    ...{ owner: { personId }, domainId: domains.get(address.domain)!, localPart: address.localPart, quotaOctets },
  }));
  const ids: AccountId[] = [];
  for (let start = 0; start < accounts.length; start += bulkLimits.accountsAtOnce) {
    ids.push(...(await createAccounts(deps, accounts.slice(start, start + bulkLimits.accountsAtOnce))));
    tell(ids.length);
    await nextTurn();
  }
  return ids;
}

async function seatPeople({ tx }: PlanDeps, people: readonly Person[], on: string): Promise<void> {
  const newSeats = (await reserveIds<PostId>(tx, 'post', people.filter(({ recruit }) => recruit.postId === null).length)).values();
  const posts = people.map(({ recruit: { postId, unitId, title, kind, capacity, until }, personId }) => ({
    ...{ postId: postId ?? newSeats.next().value!, isNewSeat: postId === null, unitId, title, kind, capacity, personId, until },
  }));
  await fillPosts(tx, posts, on);
}

function actOf({ recruit, personId, accountId }: Made, { actorAccountId, origin, planId }: PlanAct, effectiveOn: string): Act {
  const { row, name, reason, unitId, unit, title, kind, capacity, address, how, revives } = recruit;
  return {
    ...{ actorAccountId, origin, act: 'person.appoint', target: addressText(address), personId, accountId, unitId, planId },
    detail: {
      effectiveOn,
      row,
      name: displayName(name),
      reason,
      begins: [{ unit, title, kind, capacity }],
      how,
      isRevived: revives !== null,
    },
  };
}
