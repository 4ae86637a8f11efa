import { recordActs } from '#directory/audit/audit-sql.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import { grantToHeads } from '#directory/org/account-sql.ts';
import { createAccounts } from '#directory/org/create-accounts.ts';
import { reserveIds } from '#directory/org/identity-sql.ts';
import { quotaOctetsDefault } from '#directory/org/limits.ts';
import { ensureDomains, insertUnits } from '#directory/org/unit-sql.ts';
import type { DomainId, PostId, UnitId } from '#kernel/ids.ts';
import type { PlanAct, PlanDeps } from '../plan.ts';
import { actsOf } from './acts-of-plan.ts';
import { renewAddresses } from './address-change-sql.ts';
import { copyGrants, moveAppointments } from './post-move-sql.ts';
import { changeIdentifiers, changeUnits, endUnits } from './unit-change-sql.ts';
import type { UnitDeeds } from './unit-deeds.ts';

interface Places {
  readonly idOf: (key: number) => UnitId;
  readonly domainOf: (name: string) => DomainId;
}

/** Does what the plan says and nothing else. The caller holds `lockDirectory` and has found the plan fresh. */
export async function carryOutUnits(deps: PlanDeps, deeds: UnitDeeds, act: PlanAct, effectiveOn: string): Promise<void> {
  const { tx } = deps;
  const places = { idOf: await createUnitIds(deps, deeds), domainOf: await domainIds(deps, deeds) };
  await createUnits(deps, deeds, places, effectiveOn);
  const when = { planId: act.planId, effectiveOn };
  await changeUnits(
    tx,
    deeds.changed.map((unit) => ({ ...unit, ...placed(unit, places), searchKey: searchKey(unit.name) })),
    when,
  );
  await movePosts(deps, deeds, places, effectiveOn);
  await endUnits(
    tx,
    deeds.ended.map(({ unitId, how, heirs }) => ({ unitId, how, heirs: heirs.map(({ unit }) => places.idOf(unit)) })),
    when,
  );
  await changeIdentifiers(
    tx,
    deeds.identifiers.map(({ unit, scheme, value }) => ({ unitId: places.idOf(unit), scheme, value })),
    effectiveOn,
  );
  await renewAddresses(tx, {
    changes: deeds.addresses.map(({ accountId, to }) => ({ accountId, localPart: to.localPart, domainId: places.domainOf(to.domain) })),
    endedUnits: deeds.ended.map(({ unitId }) => unitId),
    until: deeds.oldAddressesUntil,
  });
  await recordActs(tx, actsOf(deeds, act, effectiveOn, places.idOf));
}

async function createUnitIds({ tx }: PlanDeps, { created }: UnitDeeds): Promise<(key: number) => UnitId> {
  const ids = await reserveIds<UnitId>(tx, 'unit', created.length);
  const made = new Map(created.map(({ key }, index) => [key, ids[index]!]));
  return (key) => {
    if (key > 0) return key as UnitId;
    const id = made.get(key);
    if (id === undefined) throw new Error(`the plan makes no unit ${key}`);
    return id;
  };
}

async function domainIds({ tx }: PlanDeps, { newDomains, created, changed, addresses }: UnitDeeds): Promise<(name: string) => DomainId> {
  const used = [...created.map(({ domain }) => domain), ...changed.map(({ domain }) => domain), ...addresses.map(({ to }) => to.domain)];
  const names = [...new Set([...newDomains, ...used])];
  const ids = names.length === 0 ? new Map<string, DomainId>() : await ensureDomains(tx, names);
  return (name) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`${name} is no domain of the plan`);
    return id;
  };
}

function placed({ parent, domain }: { parent: number | null; domain: string }, { idOf, domainOf }: Places) {
  return { parentId: parent === null ? null : idOf(parent), domainId: domainOf(domain) };
}

async function createUnits(deps: PlanDeps, { created }: UnitDeeds, places: Places, validFrom: string): Promise<void> {
  if (created.length === 0) return;
  await insertUnits(
    deps.tx,
    created.map((unit) => ({
      ...{ id: places.idOf(unit.key), name: unit.name, searchKey: searchKey(unit.name), kind: unit.kind, code: unit.code, validFrom },
      ...{ namingProfile: unit.profile, ...placed(unit, places) },
    })),
  );
  const accountIds = await createAccounts(
    deps,
    created.map(({ key, address }) => ({
      owner: { unitId: places.idOf(key) },
      domainId: places.domainOf(address.domain),
      localPart: address.localPart,
      quotaOctets: quotaOctetsDefault.unit,
    })),
  );
  await grantToHeads(
    deps.tx,
    created.map(({ key }, index) => ({ unitId: places.idOf(key), accountId: accountIds[index]! })),
  );
}

/** People go on in new posts; what was granted to their posts, and to the heads of units that end, goes with them. */
async function movePosts({ tx }: PlanDeps, { posts, ended }: UnitDeeds, { idOf }: Places, effectiveOn: string): Promise<void> {
  const seats = [...new Map(posts.map((move) => [`${move.postId} ${move.to}`, move])).values()];
  const ids = await reserveIds<PostId>(tx, 'post', seats.length);
  const newPost = new Map(seats.map(({ postId, to }, index) => [`${postId} ${to}`, ids[index]!]));
  const newSeats = seats.map(({ postId, to, kind }, index) => ({ from: postId, to: ids[index]!, unitId: idOf(to), kind }));
  await moveAppointments(tx, {
    seats: newSeats,
    appointments: posts.map(({ appointmentId, postId, to }) => ({ appointmentId, to: newPost.get(`${postId} ${to}`)! })),
    endedUnits: ended.map(({ unitId }) => unitId),
    effectiveOn,
  });
  const heads = ended.flatMap(({ unitId, mailboxTo }) => (mailboxTo === null ? [] : [{ from: unitId, to: idOf(mailboxTo) }]));
  await copyGrants(tx, 'post', newSeats);
  await copyGrants(tx, 'head', heads);
}
