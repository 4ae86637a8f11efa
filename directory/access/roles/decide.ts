import { type InBoth, type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Right, Rights } from '../rights.ts';
import { type AccessAct, coversTarget, type MailboxAct, neverOnOneself, policy, type Reach } from './policy.ts';
import { type Role, roleNames, roles } from './role.ts';
import type { Actor, ActorFacts, HeldRole, PlacedRole, TargetFacts } from './standing.ts';

/** What allowed an act: for the audit. */
export interface Permission {
  readonly by: Role | 'console' | 'delegation';
}

/** Always in both languages. */
export interface AccessRefusal extends Refusal {
  readonly inBoth: InBoth;
  /** Where something else than a role is wanting, and whoever asks can mend it. */
  readonly type?: string;
}

/**
 * Whether somebody may do something: the one place where that is decided, for every API and protocol. Asks nothing and reads nothing; what is
 * not plainly allowed is refused. Callers for whom it is a secret that the target exists answer that it does not.
 */
export function decide(actor: Actor, act: AccessAct, target: TargetFacts): Result<Permission, AccessRefusal> {
  // Acts come from requests and from the database too: the type alone proves nothing.
  if (!Object.hasOwn(policy, act)) return refused(accessRefusal(unknownAct, `unknown act ${act}`));
  if (actor === 'console') return ok({ by: 'console' });
  if (!actor.isActive) return refused(accessRefusal(suspended, `${act}: account ${actor.accountId} is not active`));
  const gains = target.gainer === actor.accountId || (target.gainingHeadOf !== null && actor.headed.includes(target.gainingHeadOf));
  const onOneself = gains || target.accountId === actor.accountId;
  if (onOneself && neverOnOneself.has(act)) return refused(accessRefusal(notOneself(act), `${act}: account ${actor.accountId} on itself`));
  const role = roles.find((one) => reaches(actor, one, act, target));
  if (role !== undefined) return ok({ by: role });
  if (allowsByRight(target.granted, act)) return ok({ by: 'delegation' });
  return refused(accessRefusal(needed(act), `${act} by account ${actor.accountId} on ${shown(target)}`));
}

/**
 * As `decide`, where the rights on a mailbox are known already, its owner's being all: asked before every command of a mail client, and costs
 * nothing. Roles are not looked at, since none brings these.
 */
export function decideByRights(held: Rights, act: MailboxAct): Result<void, AccessRefusal> {
  return allowsByRight(held, act) ? ok() : refused(accessRefusal(lacksRight(act), `${act} by rights`));
}

function allowsByRight(held: Rights, act: AccessAct): boolean {
  const { right } = policy[act] as { readonly right?: Right };
  return right !== undefined && held.has(right);
}

const lacksRight = (act: MailboxAct): InBoth => ({
  vi: `Việc này cần quyền ${policy[act].vi}`,
  en: `This needs the right to ${policy[act].en}`,
});

function reaches(actor: ActorFacts, role: Role, act: AccessAct, target: TargetFacts): boolean {
  const reach: Reach = policy[act][role];
  if (reach === 'no') return false;
  switch (role) {
    case 'staff':
      return reach === 'everywhere' || target.accountId === actor.accountId;
    case 'unit-head':
      if (reach === 'everywhere') return actor.headed.length > 0;
      if (reach === 'unit-mailbox' && !target.isUnitMailbox) return false;
      return everywhereAt(target, ([unitId]) => unitId !== undefined && actor.headed.includes(unitId));
    default:
      return actor.roles.some((held) => held.role === role && reachesFrom(held, reach, act, target));
  }
}

function reachesFrom(held: HeldRole, reach: Reach, act: AccessAct, target: TargetFacts): boolean {
  const { unitId } = held;
  const isWithin = reach === 'everywhere' || (unitId !== null && everywhereAt(target, (place) => place.includes(unitId)));
  return isWithin && (!coversTarget.has(act) || target.roles.every((role) => covers(held, role, act)));
}

/** A target that stands nowhere is within no unit's reach. */
function everywhereAt({ places }: TargetFacts, isWithin: (place: TargetFacts['places'][number]) => boolean): boolean {
  return places.length > 0 && places.every(isWithin);
}

/** A role that is given must not outlast the giver's: it would come back to them by another account. */
function covers(held: HeldRole, role: PlacedRole, act: AccessAct): boolean {
  if (act === 'role.grant' && held.validTo !== null && (role.validTo === null || role.validTo > held.validTo)) return false;
  if (held.role === 'operator') return true;
  return held.role === role.role && held.unitId !== null && role.place.includes(held.unitId);
}

const suspended: InBoth = { vi: 'Tài khoản này đang bị khoá hoặc đã đóng', en: 'This account is locked or closed' };
const unknownAct: InBoth = { vi: 'Không có việc nào như vậy', en: 'There is no such act' };

const notOneself = (act: AccessAct): InBoth => ({
  vi: `Không ai được tự ${policy[act].vi} cho chính mình`,
  en: `Nobody may ${policy[act].en} for themselves`,
});

const reachNames: Readonly<Record<Exclude<Reach, 'no'>, InBoth>> = {
  everywhere: { vi: '', en: '' },
  subtree: { vi: ' phụ trách đơn vị đó hoặc cấp trên', en: ' of that unit or one above it' },
  'own-unit': { vi: ' của đơn vị đó', en: ' of that unit' },
  'unit-mailbox': { vi: ' có hộp thư đó', en: ' whose mailbox it is' },
  self: { vi: ' là chủ tài khoản', en: ' whose account it is' },
};

/** Which roles would do. */
function needed(act: AccessAct): InBoth {
  const able = roles.flatMap((role) => {
    const reach: Reach = policy[act][role];
    return reach === 'no' ? [] : [{ vi: roleNames[role].vi + reachNames[reach].vi, en: roleNames[role].en + reachNames[reach].en }];
  });
  const orRight = 'right' in policy[act] ? { vi: '; hoặc được uỷ quyền', en: ', or a delegation of that right' } : { vi: '', en: '' };
  return {
    vi: `Việc ${policy[act].vi} cần vai trò: ${able.map(({ vi }) => vi).join('; ')}${orRight.vi}`,
    en: `To ${policy[act].en} takes the role of ${able.map(({ en }) => en).join(', or ')}${orRight.en}`,
  };
}

/** A refusal that says itself in both languages. */
export function accessRefusal(inBoth: InBoth, detail: string): AccessRefusal {
  return refusalInBoth('forbidden', inBoth, detail);
}

function shown({ accountId, places, roles: held }: TargetFacts): string {
  return JSON.stringify({ accountId, places, roles: held.map(({ role, unitId, validTo }) => ({ role, unitId, validTo })) });
}
