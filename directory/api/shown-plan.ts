import type { z } from '@hono/zod-openapi';
import type { KeptPlan, ListedPlan } from '#directory/lifecycle/plan-sql.ts';
import type { planInFullSchema, planSchema } from './schemas.ts';

/** A plan as a list shows it. */
export function shownPlan(plan: ListedPlan): z.infer<typeof planSchema> {
  const { id, kind, title, state, effectiveOn, madeAt, settledAt, refusedBecause } = plan;
  const settled = settledAt === null ? null : settledAt.toISOString();
  return { id, kind, title, state, effectiveOn, madeAt: madeAt.toISOString(), settledAt: settled, refusedBecause };
}

/** A plan whole: what its ETag is of. */
export function shownInFull(plan: KeptPlan): z.infer<typeof planInFullSchema> {
  const { request, summary, deeds, notes } = plan.body;
  return { ...shownPlan(plan), request, summary: [...summary], deeds, notes };
}
