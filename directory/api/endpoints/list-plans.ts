import { createRoute, z } from '@hono/zod-openapi';
import { listPlans } from '#directory/lifecycle/plan-sql.ts';
import { planStates } from '#directory/org/tables.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { replies, withToken } from '../replies.ts';
import { planSchema } from '../schemas.ts';
import { shownPlan } from '../shown-plan.ts';

const query = z.strictObject({ state: z.enum(planStates).optional() });

export function addListPlans(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/plans', operationId: 'listPlans', tags: ['plans'], security: withToken },
    summary: 'Plans: those to come by their day, then the latest of the past',
    middleware: [authenticated(deps), allowed(deps, 'plan.read')],
    request: { query },
    responses: replies({ 200: { description: 'Plans, at most 500', schema: z.object({ items: z.array(planSchema) }) } }),
  });
  app.openapi(route, async (context) => {
    const plans = await listPlans(deps.database, context.req.valid('query').state);
    return context.json({ items: plans.map(shownPlan) }, 200);
  });
}
