import { createRoute } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { readRequest } from '#directory/requests/request-page-sql.ts';
import type { RequestId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { tagged } from '../entity-tag.ts';
import { problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { requestInFullSchema } from '../request-schemas.ts';
import { idParam } from '../schemas.ts';
import { noSuchRequest, requestInFull } from '../shown-request.ts';

export function addShowRequest(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/requests/{id}', operationId: 'showRequest', tags: ['requests'], security: withToken },
    summary: 'A request, with its lines and history',
    middleware: [authenticated(deps)],
    request: { params: idParam },
    responses: { ...replies({ 200: { description: 'The request', schema: requestInFullSchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const request = await readRequest(deps.database, context.req.valid('param').id as RequestId);
    if (request === undefined) return problem(context, noSuchRequest);
    const asked = { act: 'request.read', target: { of: 'unit', unitId: request.unitId } } as const;
    const may = await authorise({ database: deps.database }, { actorAccountId: context.get('bearer').accountId, ...asked });
    return may.ok ? tagged(context, requestInFull(request)) : problem(context, may.refusal);
  });
}
