import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { possibleSteps } from '#directory/requests/possible-steps.ts';
import { readRequest } from '#directory/requests/request-page-sql.ts';
import type { RequestId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { possibleStepSchema } from '../request-schemas.ts';
import { idParam } from '../schemas.ts';
import { noSuchRequest } from '../shown-request.ts';

/** Apart from the request itself, whose ETag says the same to everybody. */
export function addListRequestSteps(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/requests/{id}/steps', operationId: 'listRequestSteps', tags: ['requests'], security: withToken },
    summary: 'What one may do with it now',
    middleware: [authenticated(deps)],
    request: { params: idParam },
    responses: replies({ 200: { description: 'The steps', schema: z.object({ items: z.array(possibleStepSchema) }) } }, 404),
  });
  app.openapi(route, async (context) => {
    const { database } = deps;
    const request = await readRequest(database, context.req.valid('param').id as RequestId);
    if (request === undefined) return problem(context, noSuchRequest);
    const actorAccountId = context.get('bearer').accountId;
    const target = { of: 'unit', unitId: request.unitId } as const;
    const may = await authorise({ database }, { actorAccountId, act: 'request.read', target });
    if (!may.ok) return problem(context, may.refusal);
    context.header('Cache-Control', 'no-store');
    return context.json({ items: [...(await possibleSteps(database, actorAccountId, request))] }, 200);
  });
}
