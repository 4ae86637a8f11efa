import { createRoute } from '@hono/zod-openapi';
import { findPlanState } from '#directory/lifecycle/plan-sql.ts';
import { readProgress } from '#directory/lifecycle/progress-sql.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { noSuchPlan, problem } from '../problem.ts';
import { progressSchema } from '../progress-schemas.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';

/** Small, for whoever looks every second: a plan whole may be megabytes. */
export function addShowProgress(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/plans/{id}/progress', operationId: 'showProgress', tags: ['plans'], security: withToken },
    summary: 'How far the carrying out of a plan is',
    middleware: [authenticated(deps), allowed(deps, 'plan.read')],
    request: { params: idParam },
    responses: replies({ 200: { description: 'How it stands', schema: progressSchema } }, 404),
  });
  app.openapi(route, async (context) => {
    const planId = context.req.valid('param').id as PlanId;
    // First how far it is: a plan that is done meanwhile is told as done.
    const progress = await readProgress(deps.database, planId);
    const state = await findPlanState(deps.database, planId);
    if (state === undefined) return problem(context, noSuchPlan);
    context.header('Cache-Control', 'no-store');
    if (state !== 'planned' || progress === undefined)
      return context.json({ state, step: null, done: 0, total: 0, begunAt: null, because: null });
    const { step, done, total, begunAt, because } = progress;
    return context.json({ state: progress.state, step, done, total, begunAt: begunAt.toISOString(), because });
  });
}
