import type { CarryOutDeps } from '#directory/lifecycle/carry-out-plan.ts';
import { personPlanKind } from '#directory/lifecycle/people/person-plan-kind.ts';
import { unitPlanKind } from '#directory/lifecycle/units/unit-plan-kind.ts';
import type { Database } from '#io/database.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { readProfiles } from './read-province.ts';

export const unitPlans = unitPlanKind(readProfiles);
export const personPlans = personPlanKind(readProfiles);

/** What plans of every kind are made and carried out with. */
export function planDeps(database: Database, twoPeople = false): CarryOutDeps {
  return { database, twoPeople, createMailboxes: createDefaultMailboxes, kinds: [unitPlans, personPlans] };
}
