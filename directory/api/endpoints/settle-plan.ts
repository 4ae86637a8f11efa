import { createRoute } from '@hono/zod-openapi';
import { cancelPlan, carryOutPlan, mayBegin } from '#directory/lifecycle/carry-out-plan.ts';
import type { PlanAct, PlanRefusal } from '#directory/lifecycle/plan.ts';
import { findPlan } from '#directory/lifecycle/plan-sql.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { actorOf } from '../actor.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { beginPlan, wantsNoWait } from '../begin-plan.ts';
import { unchanged } from '../entity-tag.ts';
import { once } from '../idempotency.ts';
import { begunSettlingSchema, preferHeader } from '../progress-schemas.ts';
import { refusedAct } from '../refused-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam, settledPlanSchema } from '../schemas.ts';
import { shownInFull } from '../shown-plan.ts';
import { settlingHeaders } from '../write-headers.ts';

const responses = replies({ 200: { description: 'It is done', schema: settledPlanSchema } }, 404, 409, 412, 422);
const request = { params: idParam, headers: settlingHeaders };

export function addSettlePlan(app: Api, deps: ApiDeps): void {
  const carryingOut = createRoute({
    ...{ method: 'post', path: '/plans/{id}/carry-out', operationId: 'carryOutPlan', tags: ['plans'], security: withToken },
    summary: 'Carry a plan out, its day having come',
    middleware: [authenticated(deps), allowed(deps, 'plan.carry-out')],
    request: { params: idParam, headers: settlingHeaders.extend(preferHeader) },
    responses: { ...responses, ...replies({ 202: { description: 'It is being carried out', schema: begunSettlingSchema } }) },
  });
  app.openapi(carryingOut, (context) => {
    const id = context.req.valid('param').id as PlanId;
    if (wantsNoWait(context)) return settle(context, deps, id, 'under-way', () => begin(context, deps, id));
    return settle(context, deps, id, 'carried-out', (act) => carryOutPlan(deps.plans, { ...act, today: vietnamDate(deps.clock.now()) }));
  });
  const cancelling = createRoute({
    ...{ method: 'post', path: '/plans/{id}/cancel', operationId: 'cancelPlan', tags: ['plans'], security: withToken },
    summary: 'Give a plan up before its day',
    middleware: [authenticated(deps), allowed(deps, 'plan.cancel')],
    ...{ request, responses },
  });
  app.openapi(cancelling, (context) =>
    settle(context, deps, context.req.valid('param').id as PlanId, 'cancelled', (act) => cancelPlan(deps.database, act)),
  );
}

async function begin(context: ApiContext, deps: ApiDeps, id: PlanId): Promise<Result<unknown, PlanRefusal>> {
  const plan = await mayBegin(deps.database, id, vietnamDate(deps.clock.now()));
  return plan.ok ? beginPlan(context, deps, id) : plan;
}

type Settle = (act: PlanAct) => Promise<Result<unknown, PlanRefusal>>;

/** A plan's contents never change, and of its states only the first can be left: whoever comes second is refused in the transaction. */
function settle(
  context: ApiContext,
  deps: ApiDeps,
  id: PlanId,
  state: 'carried-out' | 'cancelled' | 'under-way',
  act: Settle,
): Promise<Response> {
  return once(context, deps, async () => {
    const plan = await findPlan(deps.database, id);
    const asRead = plan === undefined ? ok() : unchanged(context, shownInFull(plan));
    if (!asRead.ok) return asRead;
    const done = await act({ planId: id, ...actorOf(context) });
    if (!done.ok) return refused(await refusedAct(context, deps, done.refusal, ''));
    return ok({ status: state === 'under-way' ? 202 : 200, location: `/api/v1/plans/${id}`, body: { id, state } });
  });
}
