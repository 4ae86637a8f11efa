import { createRoute, z } from '@hono/zod-openapi';
import { pageOfPlans } from '#directory/lifecycle/plan-sql.ts';
import { planStates } from '#directory/org/tables.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { pageOf, pageQuery, planSchema } from '../schemas.ts';
import { shownPlan } from '../shown-plan.ts';

const query = z.strictObject({ state: z.enum(planStates).optional(), ...pageQuery });

export function addListPlans(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/plans', operationId: 'listPlans', tags: ['plans'], security: withToken },
    summary: 'Plans: those to come by their day, then the latest of the past',
    middleware: [authenticated(deps), allowed(deps, 'plan.read')],
    request: { query },
    responses: replies({ 200: { description: 'A page of plans', schema: pageOf(planSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, state } = context.req.valid('query');
    const of = { list: 'plans', state };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const found = await pageOfPlans(deps.database, { state, after: after.value, limit: limit + 1 });
    const last = found.length > limit ? found[limit - 1] : undefined;
    return context.json(
      { items: found.slice(0, limit).map(shownPlan), next: last ? writeCursor(deps.tokenKey, of, [last.listKey, last.id]) : null },
      200,
    );
  });
}
