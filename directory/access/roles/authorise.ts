import type { AccountId, MailboxId, UnitId } from '#kernel/ids.ts';
import { type Result, refused } from '#kernel/result.ts';
import { effectiveRights } from '../grants.ts';
import type { Source } from '../query-rows.ts';
import { noRights, type Rights } from '../rights.ts';
import { type AccessRefusal, accessRefusal, decide, type Permission } from './decide.ts';
import { type ActorRow, findAccountPlace, findActor, findTree } from './facts-sql.ts';
import { type AccessAct, accessActs } from './policy.ts';
import { type Actor, type ActorFacts, type HeldRole, type PlacedRole, placeOf, type TargetFacts } from './standing.ts';
import { lacksProof } from './step-up.ts';

/** What an act is done to, by name: kept as JSON where an act waits for a second person. */
export type Target =
  /** The queue, the audit, plans: nobody's in particular. */
  | { readonly of: 'system' }
  | { readonly of: 'unit'; readonly unitId: UnitId }
  /**
   * A person's account or a unit's, or one mailbox of it. gainer: who comes by something, such as whoever is to read the mailbox;
   * gainingHeadOf: whoever heads that unit.
   */
  | {
      readonly of: 'account';
      readonly accountId: AccountId;
      readonly mailboxId?: MailboxId;
      readonly gainer?: AccountId;
      readonly gainingHeadOf?: UnitId;
    }
  /** A role that an account is to get: both must be within reach, who gets it and what it is for. */
  | { readonly of: 'new-role'; readonly accountId: AccountId; readonly held: HeldRole }
  /** A role that an account has: it is where its unit is, wherever its holder went. */
  | { readonly of: 'role'; readonly accountId: AccountId; readonly held: HeldRole };

export interface Question {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly act: AccessAct;
  readonly target: Target;
}

/** Reads what `decide` needs, and decides. Inside the transaction of the act, so that it is still true when the act is done. */
export async function authorise(source: Source, { actorAccountId, act, target }: Question): Promise<Result<Permission, AccessRefusal>> {
  if (actorAccountId === null) return decide('console', act, nowhere);
  const row = await findActor(source, actorAccountId);
  const decided = decide(actorOf(actorAccountId, row), act, await readTarget(source, target, row));
  return decided.ok && 'tx' in source && lacksProof(source.tx, act) ? refused(stepUpNeeded(act)) : decided;
}

/** What somebody may do to what is nobody's in particular: lists, plans, the queue. Within a unit or to an account it depends on which. */
export function actsOnSystem(accountId: AccountId, row: ActorRow | undefined): AccessAct[] {
  const actor = actorOf(accountId, row);
  return accessActs.filter((act) => decide(actor, act, nowhere).ok);
}

const nowhere: TargetFacts = {
  accountId: null,
  isUnitMailbox: false,
  gainer: null,
  gainingHeadOf: null,
  places: [],
  roles: [],
  granted: noRights,
};

export function actorOf(accountId: AccountId, row: ActorRow | undefined): Actor {
  const { isActive = false, roles = [], headed = [] } = row ?? {};
  return { accountId, isActive, roles, headed } satisfies ActorFacts;
}

/** The target's facts; what the actor was granted on it when `actor` is given. */
export async function readTarget(source: Source, target: Target, actor?: ActorRow): Promise<TargetFacts> {
  if (target.of === 'system') return nowhere;
  if (target.of === 'unit') {
    const tree = await findTree(source, [target.unitId]);
    return { ...nowhere, places: [placeOf(tree, target.unitId)] };
  }
  const { accountId } = target;
  const account = await findAccountPlace(source, accountId);
  const roles = target.of === 'account' ? (account?.roles ?? []) : [target.held];
  const unitIds = target.of === 'role' && target.held.unitId !== null ? [target.held.unitId] : (account?.unitIds ?? []);
  const tree = await findTree(source, [...unitIds, ...roles.flatMap(({ unitId }) => unitId ?? [])]);
  return {
    accountId,
    isUnitMailbox: account?.isUnitMailbox ?? false,
    gainer: target.of === 'account' ? (target.gainer ?? null) : null,
    gainingHeadOf: target.of === 'account' ? (target.gainingHeadOf ?? null) : null,
    places: unitIds.map((unitId) => placeOf(tree, unitId)),
    roles: roles.map((role): PlacedRole => ({ ...role, place: role.unitId === null ? [] : placeOf(tree, role.unitId) })),
    granted: await grantedTo(source, actor, target),
  };
}

async function grantedTo(source: Source, actor: ActorRow | undefined, target: Target): Promise<Rights> {
  if (target.of !== 'account' || actor?.personId == null) return noRights;
  const { accountId: targetAccountId, mailboxId } = target;
  const mailbox = mailboxId === undefined ? {} : { targetMailboxId: mailboxId };
  return effectiveRights(source, { personId: actor.personId, targetAccountId, ...mailbox });
}

/** It would be allowed to who shows once more who they are. */
export function stepUpNeeded(act: AccessAct): AccessRefusal {
  const both = { vi: 'Việc này cần xác nhận lại mật khẩu hoặc mã xác thực', en: 'This takes your password or a code once more' };
  return { ...accessRefusal(both, `${act} without a recent proof`), type: 'step-up-needed' };
}
