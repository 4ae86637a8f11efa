import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { ok, refused } from '#kernel/result.ts';
import { keepPlan } from '../make-plan.ts';
import type { PlanAct, PlanDeps, PlanKind } from '../plan.ts';
import { unreadable } from '../unreadable.ts';
import { asksOf } from './asks-of-person.ts';
import { carryOutPerson } from './carry-out-person.ts';
import type { PersonDeeds } from './person-deeds.ts';
import { personRequestSchema } from './person-request.ts';
import { readPersonState } from './person-state-sql.ts';
import { pinPeople } from './pin-people.ts';
import { planForPerson } from './plan-person.ts';
import { noteReturnPlan } from './standing-sql.ts';
import { lockForNotices, tellOf } from './tell-of-person.ts';

/** Plans for events in somebody's service (REQ-ACC-3). `readProfiles`: every naming profile there is, by its id. */
export function personPlanKind(readProfiles: () => Promise<ReadonlyMap<string, NamingProfile>>): PlanKind {
  const kind: PlanKind = {
    kind: 'person',
    isMadeAnew: (request) => personRequestSchema.safeParse(request).data?.do === 'return',
    async make(deps, { request, effectiveOn }) {
      const read = personRequestSchema.safeParse(request);
      if (!read.success) return refused(unreadable(read.error));
      const state = await readPersonState(deps.tx, { request: read.data, asked: request }, effectiveOn, await readProfiles());
      const plan = planForPerson(state, read.data, effectiveOn);
      const carryOut = async (act: PlanAct) => {
        await lockForNotices(deps, plan);
        const personId = await carryOutPerson(deps, plan.deeds, act, effectiveOn);
        if (plan.deeds.returnsOn !== undefined) await planReturn(deps, kind, act, plan.deeds, plan.deeds.returnsOn);
        await tellOf(deps, plan, personId, effectiveOn);
      };
      return ok({ ...plan, request: pinPeople(read.data, plan.deeds), asks: asksOf(plan.deeds, state), carryOut });
    },
  };
  return kind;
}

/** The end of a suspension to a day: a plan like any other, that can be looked at, cancelled and made for another day. */
export async function planReturn(
  deps: PlanDeps,
  kind: PlanKind,
  act: PlanAct,
  { person, reason }: PersonDeeds,
  effectiveOn: string,
): Promise<void> {
  const { personId, accountId } = person;
  if (personId === null || accountId === null) throw new Error('nobody was suspended');
  const request = { do: 'return', person: `#${personId}`, ...(reason === null ? {} : { reason }) };
  const made = await kind.make(deps, { request, effectiveOn });
  if (!made.ok || made.value.problems.length > 0) throw new Error(`the return of person ${personId} cannot be planned`);
  const { actorAccountId, origin } = act;
  const keeping = { effectiveOn, actorAccountId, origin, partOf: act.planId };
  await noteReturnPlan(deps.tx, accountId, await keepPlan(deps, kind, keeping, made.value));
}
