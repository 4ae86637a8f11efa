import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { pageOfAccounts } from '#directory/people/account-page-sql.ts';
import { nameSearch } from '#directory/people/name-search.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { apiLimits } from '../limits.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { accountSchema, idQuery, pageOf, pageQuery, searchQuery } from '../schemas.ts';

const query = z.strictObject({
  q: searchQuery,
  unit: idQuery('Only accounts within this unit and beneath it; a unit administrator names one'),
  kind: accountSchema.shape.kind.optional(),
  state: accountSchema.shape.state.optional(),
  ...pageQuery,
});

export function addListAccounts(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/accounts', operationId: 'listAccounts', tags: ['accounts'], security: withToken },
    summary: 'Accounts within one’s reach, in the order they were made',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'A page of accounts', schema: pageOf(accountSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const { q, unit, kind, state } = filter;
    const actorAccountId = context.get('bearer').accountId;
    const target = unit === undefined ? ({ of: 'system' } as const) : ({ of: 'unit', unitId: unit as UnitId } as const);
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'account.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const of = { list: 'accounts', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const within = unit as UnitId | undefined;
    const search = q === undefined ? undefined : nameSearch(q, apiLimits.queryWordsMax);
    const found = await pageOfAccounts(deps.database, { search, kind, state, within, after: after.value?.[1], limit: limit + 1 });
    const last = found.length > limit ? found[limit - 1] : undefined;
    return context.json({ items: found.slice(0, limit), next: last ? writeCursor(deps.tokenKey, of, ['', last.id]) : null }, 200);
  });
}
