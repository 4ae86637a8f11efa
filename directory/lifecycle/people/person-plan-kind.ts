import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { PlanAct, PlanKind } from '../plan.ts';
import { asksOf } from './asks-of-person.ts';
import { carryOutPerson } from './carry-out-person.ts';
import { personRequestSchema } from './person-request.ts';
import { readPersonState } from './person-state-sql.ts';
import { pinPeople } from './pin-people.ts';
import { planForPerson } from './plan-person.ts';
import { lockForNotices, tellOf } from './tell-of-person.ts';

/** Plans for events in somebody's service (REQ-ACC-3). `readProfiles`: every naming profile there is, by its id. */
export function personPlanKind(readProfiles: () => Promise<ReadonlyMap<string, NamingProfile>>): PlanKind {
  return {
    kind: 'person',
    async make(deps, { request, effectiveOn }) {
      const read = personRequestSchema.safeParse(request);
      if (!read.success) return refused(refusal('invalid', 'The request cannot be read', read.error.message));
      const state = await readPersonState(deps.tx, { request: read.data, asked: request }, effectiveOn, await readProfiles());
      const plan = planForPerson(state, read.data, effectiveOn);
      const carryOut = async (act: PlanAct) => {
        await lockForNotices(deps, plan);
        const personId = await carryOutPerson(deps, plan.deeds, act, effectiveOn);
        await tellOf(deps, plan, personId, effectiveOn);
      };
      return ok({ ...plan, request: pinPeople(read.data, plan.deeds), asks: asksOf(plan.deeds, state), carryOut });
    },
  };
}
