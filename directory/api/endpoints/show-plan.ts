import { createRoute } from '@hono/zod-openapi';
import { findPlan } from '#directory/lifecycle/plan-sql.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { tagged } from '../entity-tag.ts';
import { noSuchPlan, problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { idParam, planInFullSchema } from '../schemas.ts';
import { shownInFull } from '../shown-plan.ts';

export function addShowPlan(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/plans/{id}', operationId: 'showPlan', tags: ['plans'], security: withToken },
    summary: 'A plan, with all that it does',
    middleware: [authenticated(deps), allowed(deps, 'plan.read')],
    request: { params: idParam },
    responses: { ...replies({ 200: { description: 'The plan', schema: planInFullSchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const plan = await findPlan(deps.database, context.req.valid('param').id as PlanId);
    return plan === undefined ? problem(context, noSuchPlan) : tagged(context, shownInFull(plan));
  });
}
