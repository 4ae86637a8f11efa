import { holdersOver } from '#directory/access/roles/assignment-sql.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { inTurns } from '../in-turns.ts';
import type { PlanAct, PlanKind } from '../plan.ts';
import { unreadable } from '../unreadable.ts';
import { noteAddressNotices } from './address-notice-sql.ts';
import { carryOutUnits } from './carry-out-units.ts';
import { readOrgState } from './org-state-sql.ts';
import { planUnitChanges } from './plan-unit-changes.ts';
import { unitRequestSchema } from './unit-change.ts';
import type { UnitDeeds } from './unit-deeds.ts';

/** Plans for units. `readProfiles`: every naming profile there is, by its id. */
export function unitPlanKind(readProfiles: () => Promise<ReadonlyMap<string, NamingProfile>>): PlanKind {
  return {
    kind: 'units',
    async make(deps, { request, effectiveOn }) {
      const read = unitRequestSchema.safeParse(request);
      if (!read.success) return refused(unreadable(read.error));
      const state = await readOrgState(deps.tx, effectiveOn, await readProfiles());
      const plan = await inTurns(planUnitChanges(state, read.data, effectiveOn));
      // The request as it was given: what reading makes of it again is the same.
      const carryOut = async (act: PlanAct) => {
        // Some dozen statements, each for all units: there is nothing to count.
        deps.progress?.({ step: 'writing', done: 0, total: 0 });
        await carryOutUnits(deps, plan.deeds, act, effectiveOn);
        if (read.data.notify) await noteAddressNotices(deps.tx, act.planId, plan.deeds);
      };
      const summary = [...plan.summary, ...(await rolesEnded(deps.tx, plan.deeds))];
      return ok({ ...plan, summary, request, carryOut });
    },
  };
}

/** Roles end with their unit (docs/decisions/0011): whoever looks at the plan sees whose, and gives others where they are wanted. */
async function rolesEnded(tx: Tx, { ended }: UnitDeeds): Promise<readonly InBoth[]> {
  const names = new Map(ended.map(({ unitId, name }) => [unitId, name]));
  const holders = await holdersOver(tx, [...names.keys()]);
  if (holders.length === 0) return [];
  const which = holders.map(({ address, unitId }) => `${address}: ${names.get(unitId)}`).join('; ');
  return [{ vi: `Vai trò hết hiệu lực cùng đơn vị (${which})`, en: `Roles that end with their unit (${which})` }];
}
