import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { PlanKind } from '../plan.ts';
import { asksOf } from './asks-of-person.ts';
import { carryOutPerson } from './carry-out-person.ts';
import { personRequestSchema } from './person-request.ts';
import { readPersonState } from './person-state-sql.ts';
import { pinPeople } from './pin-people.ts';
import { planForPerson } from './plan-person.ts';

/** Plans for events in somebody's service (REQ-ACC-3). `readProfiles`: every naming profile there is, by its id. */
export function personPlanKind(readProfiles: () => Promise<ReadonlyMap<string, NamingProfile>>): PlanKind {
  return {
    kind: 'person',
    async make({ tx, createMailboxes }, { request, effectiveOn }) {
      const read = personRequestSchema.safeParse(request);
      if (!read.success) return refused(refusal('invalid', 'The request cannot be read', read.error.message));
      const state = await readPersonState(tx, { request: read.data, asked: request }, effectiveOn, await readProfiles());
      const plan = planForPerson(state, read.data, effectiveOn);
      const carryOut = (act: Parameters<typeof carryOutPerson>[2]) => carryOutPerson({ tx, createMailboxes }, plan.deeds, act, effectiveOn);
      return ok({ ...plan, request: pinPeople(read.data, plan.deeds), asks: asksOf(plan.deeds, state), carryOut });
    },
  };
}
