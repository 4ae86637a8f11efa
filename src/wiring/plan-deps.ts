import { bulkPlanKind } from '#directory/bulk/bulk-plan-kind.ts';
import type { CarryOutDeps } from '#directory/lifecycle/carry-out-plan.ts';
import { personPlanKind } from '#directory/lifecycle/people/person-plan-kind.ts';
import { unitPlanKind } from '#directory/lifecycle/units/unit-plan-kind.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { forAWhile } from './for-a-while.ts';
import { wiringLimits } from './limits.ts';
import { readProfiles } from './read-province.ts';

const profiles = forAWhile(readProfiles, wiringLimits.profilesFreshMs);
export const unitPlans = unitPlanKind(profiles);
export const personPlans = personPlanKind(profiles);
export const bulkPlans = bulkPlanKind(profiles);

/** What plans of every kind are made and carried out with. `sendNotices`: left out, nobody is told. */
export function planDeps(database: Database, twoPeople = false, sendNotices?: SendNotices): CarryOutDeps {
  return { database, twoPeople, sendNotices, createMailboxes: createDefaultMailboxes, kinds: [unitPlans, personPlans, bulkPlans] };
}
