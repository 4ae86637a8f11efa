import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Source } from '../query-rows.ts';
import { type ActorRow, findActor } from './facts-sql.ts';
import { type AccessAct, policy, type Reach } from './policy.ts';
import type { Role } from './role.ts';

/** Upon which units somebody may do something: what a list shows to who has asked for no unit in particular. */
export interface UnitReach {
  readonly everywhere: boolean;
  /** With what stands below them. */
  readonly below: readonly UnitId[];
  /** These alone. */
  readonly alone: readonly UnitId[];
}

/** As `authorise` would decide for each unit: roles of the tree as it is now, and what the policy says of each. */
export async function unitsWithinReach(source: Source, actorAccountId: AccountId, act: AccessAct): Promise<UnitReach> {
  const actor = await findActor(source, actorAccountId);
  return actor === undefined ? { everywhere: false, below: [], alone: [] } : reachOf(actor, act);
}

/** Pure. */
export function reachOf({ isActive, roles, headed }: Pick<ActorRow, 'isActive' | 'roles' | 'headed'>, act: AccessAct): UnitReach {
  const held = isActive ? roles : [];
  const reachAs = (role: Role): Reach => policy[act][role];
  const asHead = isActive ? reachAs('unit-head') : 'no';
  return {
    everywhere:
      (isActive && reachAs('staff') === 'everywhere') ||
      (asHead === 'everywhere' && headed.length > 0) ||
      held.some(({ role }) => reachAs(role) === 'everywhere'),
    below: held.flatMap(({ role, unitId }) => (unitId !== null && reachAs(role) === 'subtree' ? [unitId] : [])),
    alone: asHead === 'own-unit' ? headed : [],
  };
}
