import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { pageOfRequests } from '#directory/requests/request-page-sql.ts';
import { requestStates } from '#directory/requests/tables.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { requestSchema } from '../request-schemas.ts';
import { idQuery, pageOf, pageQuery } from '../schemas.ts';
import { shownRequest } from '../shown-request.ts';

const query = z.strictObject({
  unit: idQuery('Only of this unit and those beneath it; whoever is no operator or auditor names one'),
  state: z.enum(requestStates).optional(),
  ...pageQuery,
});

export function addListRequests(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/requests', operationId: 'listRequests', tags: ['requests'], security: withToken },
    summary: 'Requests within one’s reach, the latest first',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'A page of requests', schema: pageOf(requestSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const { unit, state } = filter;
    const actorAccountId = context.get('bearer').accountId;
    const target = unit === undefined ? ({ of: 'system' } as const) : ({ of: 'unit', unitId: unit as UnitId } as const);
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'request.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const of = { list: 'requests', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const states = state === undefined ? undefined : [state];
    const page = { within: unit as UnitId | undefined, states, before: after.value?.[1], limit: limit + 1 };
    const found = await pageOfRequests(deps.database, page);
    const last = found.length > limit ? found[limit - 1] : undefined;
    const items = found.slice(0, limit).map(shownRequest);
    return context.json({ items, next: last ? writeCursor(deps.tokenKey, of, ['', last.id]) : null }, 200);
  });
}
