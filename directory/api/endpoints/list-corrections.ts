import { createRoute, z } from '@hono/zod-openapi';
import { correctionsWithinReach } from '#directory/own-data/corrections.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { flagQuery } from '../schemas.ts';
import { askedCorrectionsSchema, shownCorrection } from '../web/own-data-schemas.ts';

const query = z.strictObject({ answered: flagQuery('Those that were answered, the latest first; else those that wait, the oldest first') });

export function addListCorrections(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/corrections', operationId: 'listCorrections', tags: ['people'], security: withToken },
    summary: 'What people within one’s reach say is wrong in what is kept of them; one’s own are for somebody else',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'Requests for correction', schema: askedCorrectionsSchema } }),
  });
  app.openapi(route, async (context) => {
    const { answered } = context.req.valid('query');
    const found = await correctionsWithinReach(deps.database, context.get('bearer').accountId, !answered);
    if (!found.ok) return problem(context, found.refusal);
    return context.json({ items: found.value.map(({ accountId: _, ...one }) => shownCorrection(one)) }, 200);
  });
}
