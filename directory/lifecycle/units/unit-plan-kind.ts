import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { PlanKind } from '../plan.ts';
import { carryOutUnits } from './carry-out-units.ts';
import { readOrgState } from './org-state-sql.ts';
import { planUnitChanges } from './plan-unit-changes.ts';
import { unitRequestSchema } from './unit-change.ts';

/** Plans for units. `readProfiles`: every naming profile there is, by its id. */
export function unitPlanKind(readProfiles: () => Promise<ReadonlyMap<string, NamingProfile>>): PlanKind {
  return {
    kind: 'units',
    async make(deps, { request, effectiveOn }) {
      const read = unitRequestSchema.safeParse(request);
      if (!read.success) return refused(refusal('invalid', 'The changes cannot be read', read.error.message));
      const plan = planUnitChanges(await readOrgState(deps.tx, effectiveOn, await readProfiles()), read.data, effectiveOn);
      // The request as it was given: what reading makes of it again is the same.
      const carryOut = (act: Parameters<typeof carryOutUnits>[2]) => carryOutUnits(deps, plan.deeds, act, effectiveOn);
      return ok({ ...plan, request, carryOut });
    },
  };
}
