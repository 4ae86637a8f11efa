import { createRoute, type z } from '@hono/zod-openapi';
import { remakePlan } from '#directory/lifecycle/carry-out-plan.ts';
import { findPlan, type KeptPlan } from '#directory/lifecycle/plan-sql.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { actorOf } from '../actor.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { unchanged } from '../entity-tag.ts';
import { once } from '../idempotency.ts';
import { type ApiRefusal, noSuchPlan } from '../problem.ts';
import { refusedAct } from '../refused-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam, madePlanSchema } from '../schemas.ts';
import { shownInFull } from '../shown-plan.ts';
import { settlingHeaders } from '../write-headers.ts';
import type { KeptAnswer } from '../write-sql.ts';

export function addRemakePlan(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/plans/{id}/remake', operationId: 'remakePlan', tags: ['plans'], security: withToken },
    summary: 'Make a stale plan anew from the directory of now, in its place',
    middleware: [authenticated(deps), allowed(deps, 'plan.make')],
    request: { params: idParam, headers: settlingHeaders },
    responses: replies({ 201: { description: 'The plan in its place', schema: madePlanSchema } }, 404, 409, 412, 422),
  });
  app.openapi(route, (context) => once(context, deps, () => remake(context, deps, context.req.valid('param').id as PlanId)));
}

async function remake(context: ApiContext, deps: ApiDeps, planId: PlanId): Promise<Result<KeptAnswer, ApiRefusal>> {
  const plan = await findPlan(deps.database, planId);
  if (plan === undefined) return refused(noSuchPlan);
  const asRead = unchanged(context, shownInFull(plan));
  if (!asRead.ok) return asRead;
  const actor = actorOf(context);
  const done = await remakePlan(deps.plans, { planId, ...actor, today: vietnamDate(deps.clock.now()) });
  if (!done.ok) {
    return refused(await refusedAct(context, deps, done.refusal, `Kế hoạch ${planId}`));
  }
  const { planId: id, state, made } = done.value;
  return ok({
    status: 201,
    location: `/api/v1/plans/${id}`,
    body: bodyOf(plan, { id, state, title: made.title, summary: [...made.summary] }),
  });
}

type Made = z.infer<typeof madePlanSchema>;

function bodyOf({ kind, effectiveOn }: KeptPlan, made: Pick<Made, 'id' | 'state' | 'title' | 'summary'>): Made {
  return { ...made, kind, effectiveOn };
}
