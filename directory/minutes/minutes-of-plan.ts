import { searchEntries } from '#directory/audit/search-sql.ts';
import type { PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import { findPlan, type KeptPlan } from '#directory/lifecycle/plan-sql.ts';
import type { Database } from '#io/database.ts';
import type { PersonId, PlanId } from '#kernel/ids.ts';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { composeMinutes } from './compose-minutes.ts';
import { unitsConcerned } from './hand-overs.ts';
import { minutesLimits } from './limits.ts';
import type { Minutes, MinutesFacts, MinutesOf } from './minutes.ts';
import { readActorName, readHeadedUnits, readPrincipals, readSettledBy } from './minutes-facts-sql.ts';
import { principalsIn } from './what-ended.ts';

interface Deps {
  readonly database: Database;
  readonly letterhead: MinutesOf['letterhead'];
}

/** The minutes of handing over of a plan. Refused: no such plan, not a person's, not carried out. Who may is asked by whoever calls. */
export async function minutesOfPlan({ database, letterhead }: Deps, planId: PlanId): Promise<Result<Minutes, Refusal>> {
  const plan = await findPlan(database, planId);
  if (plan === undefined) return refused(noSuchPlan);
  if (plan.kind !== 'person') return refused(notOfAPerson);
  if (plan.state !== 'carried-out') return refused(notDone[plan.state]);
  return ok(composeMinutes({ plan, facts: await factsOf(database, plan), letterhead }));
}

/** Of A to Z, digits and hyphens only, as old programs save files. */
export const minutesFileName = (planId: PlanId): string => `bien-ban-ban-giao-${planId}.pdf`;

async function factsOf(database: Database, plan: KeptPlan): Promise<MinutesFacts> {
  const deeds = plan.body.deeds as PersonDeeds;
  const found = await searchEntries(database, { subjects: [], plan: plan.id }, { limit: minutesLimits.entriesMax });
  const entries = found.toReversed();
  const personId =
    deeds.person.personId ?? ((entries.find(({ act }) => act === `person.${deeds.event}`)?.person ?? null) as PersonId | null);
  return {
    entries,
    units: await readHeadedUnits(database, unitsConcerned(deeds), { personId, on: plan.effectiveOn }),
    administrator: await readActorName(database, await readSettledBy(database, plan.id)),
    principals: await readPrincipals(database, principalsIn({ entries })),
  };
}

const noSuchPlan = refusalInBoth('not-found', { vi: 'Không có kế hoạch này', en: 'There is no such plan' });
const notOfAPerson = refusalInBoth('conflict', {
  vi: 'Biên bản bàn giao chỉ có với kế hoạch về một người',
  en: 'There are minutes of handing over only of a plan for one person',
});
const notDone = {
  planned: refusalInBoth('conflict', {
    vi: 'Kế hoạch chưa được thực hiện: biên bản bàn giao in được khi đã thực hiện',
    en: 'The plan is not carried out yet: minutes of handing over are there once it is',
  }),
  cancelled: refusalInBoth('conflict', {
    vi: 'Kế hoạch đã bị huỷ: không có gì để bàn giao',
    en: 'The plan was cancelled: there is nothing to hand over',
  }),
} as const;
