import type { ActOrigin } from '#directory/audit/act.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { bumpAccessGeneration } from '../access-generation-sql.ts';
import { type PermitDeps, permit } from '../two-people/permit.ts';
import {
  insertAssignment,
  isAssigned,
  liveUnitName,
  lockAssignment,
  lockAssignmentsOf,
  lockHolders,
  markRevoked,
  type NewAssignment,
  type RoleHolder,
  type StandingAssignment,
  todayIn,
} from './assignment-sql.ts';
import { authorise } from './authorise.ts';
import { type GivenRole, roleNames } from './role.ts';

interface RoleToGive extends Omit<NewAssignment, 'validFrom'> {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  /** null: today. */
  readonly validFrom: string | null;
}

/** Gives somebody a role: no wider and no longer than the giver's own, within the giver's own units, and never to oneself. */
export async function grantRole(deps: PermitDeps, input: RoleToGive): Promise<Result<{ readonly assignmentId: number }>> {
  const { tx } = deps;
  const { actorAccountId, accountId, role, unitId, validTo } = input;
  const holders = await lockHolders(tx, actorAccountId === null ? [accountId] : [accountId, actorAccountId]);
  const holder = eligible(holders.get(accountId));
  if (!holder.ok) return holder;
  const scope = await scopeOf(tx, input);
  if (!scope.ok) return scope;
  const first = firstDay(input, await todayIn(tx));
  if (!first.ok) return first;
  const { address } = holder.value;
  const permitted = await permit(deps, {
    actorAccountId,
    act: 'role.grant',
    target: { of: 'new-role', accountId, held: { role, unitId, validTo } },
    request: { validFrom: input.validFrom },
    shown: `${roleNames[role].vi}${scope.value === null ? '' : `, ${scope.value}`}: ${address}`,
  });
  if (!permitted.ok) return permitted;
  const assignment = { accountId, role, unitId, validFrom: first.value, validTo };
  if (await isAssigned(tx, assignment))
    return refused(
      refusalInBoth('already-exists', {
        vi: 'Tài khoản đã có vai trò đó trong những ngày ấy',
        en: 'The account has that role on those days already',
      }),
    );
  const assignmentId = await insertAssignment(tx, { ...assignment, grantedBy: actorAccountId });
  const detail = { assignmentId, role, unitId, unit: scope.value, validFrom: first.value, validTo, ...permitted.value };
  await recordAct(tx, { actorAccountId, act: 'role.grant', target: address, detail });
  await bumpAccessGeneration(tx);
  return ok({ assignmentId });
}

function eligible(holder: RoleHolder | undefined): Result<RoleHolder> {
  if (holder === undefined) return refused(refusalInBoth('not-found', { vi: 'Không có tài khoản này', en: 'No such account' }));
  if (holder.kind === 'unit')
    return refused(
      refusalInBoth('invalid', { vi: 'Vai trò được giao cho người, không giao cho đơn vị', en: 'Roles are given to people, not to units' }),
    );
  return holder.state === 'closed'
    ? refused(refusalInBoth('conflict', { vi: 'Tài khoản đã đóng', en: 'The account is closed' }))
    : ok(holder);
}

const scoped: Readonly<Record<GivenRole, boolean>> = { operator: false, 'unit-administrator': true, auditor: false };

/** The name of the unit the role is for, if it is for one. */
async function scopeOf(tx: Tx, { role, unitId }: RoleToGive): Promise<Result<string | null>> {
  if (scoped[role] && unitId === null)
    return refused(
      refusalInBoth('invalid', {
        vi: `Vai trò ${roleNames[role].vi} được giao cho một đơn vị`,
        en: `The role of ${roleNames[role].en} is given for a unit`,
      }),
    );
  if (!scoped[role] && unitId !== null)
    return refused(
      refusalInBoth('invalid', {
        vi: `Vai trò ${roleNames[role].vi} không giao theo đơn vị`,
        en: `The role of ${roleNames[role].en} is not given for a unit`,
      }),
    );
  if (unitId === null) return ok(null);
  const name = await liveUnitName(tx, unitId);
  return name === undefined
    ? refused(refusalInBoth('not-found', { vi: 'Không có đơn vị này, hoặc đơn vị đã kết thúc', en: 'No such unit, or it has ended' }))
    : ok(name);
}

function firstDay({ validFrom, validTo }: RoleToGive, today: string): Result<string> {
  const first = validFrom ?? today;
  if (first < today)
    return refused(refusalInBoth('invalid', { vi: 'Vai trò không thể bắt đầu từ trước hôm nay', en: 'A role cannot begin in the past' }));
  return validTo !== null && validTo < first
    ? refused(refusalInBoth('invalid', { vi: 'Vai trò sẽ hết hạn trước khi bắt đầu', en: 'The role would end before it begins' }))
    : ok(first);
}

interface RoleToTake {
  readonly actorAccountId: AccountId | null;
  readonly assignmentId: number;
  readonly reason: string | null;
}

/** Ends a role at once. Roles that its holder gave to others stay: they were given by right, and are taken back one by one. */
export async function revokeRole(tx: Tx, { actorAccountId, assignmentId, reason }: RoleToTake): Promise<Result<StandingAssignment>> {
  const assignment = await lockAssignment(tx, assignmentId);
  if (assignment === undefined)
    return refused(
      refusalInBoth('not-found', { vi: 'Không có vai trò này, hoặc đã hết hiệu lực', en: 'No such role is in force or to come' }),
    );
  const { id, accountId, address, ...held } = assignment;
  await lockHolders(tx, actorAccountId === null ? [accountId] : [accountId, actorAccountId]);
  const may = await authorise({ tx }, { actorAccountId, act: 'role.revoke', target: { of: 'role', accountId, held } });
  if (!may.ok) return may;
  await markRevoked(tx, id, actorAccountId);
  const detail = { assignmentId, role: held.role, unitId: held.unitId, ...may.value, ...(reason === null ? {} : { reason }) };
  await recordAct(tx, { actorAccountId, act: 'role.revoke', target: address, detail });
  await bumpAccessGeneration(tx);
  return ok(assignment);
}

interface ServiceEnded {
  readonly actorAccountId: AccountId | null;
  readonly accountId: AccountId;
  /** Left out: no plan ended it. */
  readonly planId?: PlanId;
  readonly origin?: ActOrigin | undefined;
}

/**
 * Roles end with their holder's service: whoever comes back is appointed, and given a role anew if they need one. Part of a plan, whose maker
 * was allowed it; the access generation is the plan's to move.
 */
export async function endRolesOf(tx: Tx, { actorAccountId, accountId, planId, origin }: ServiceEnded): Promise<void> {
  for (const { id, address, role, unitId } of await lockAssignmentsOf(tx, accountId)) {
    await markRevoked(tx, id, actorAccountId);
    const detail = { assignmentId: id, role, unitId, because: 'service ended', planId };
    await recordAct(tx, { actorAccountId, origin, act: 'role.revoke', target: address, detail });
  }
}
