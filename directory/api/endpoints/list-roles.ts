import { createRoute, z } from '@hono/zod-openapi';
import { listAssignments } from '#directory/access/roles/assignment-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import type { AccountId } from '#kernel/ids.ts';
import { roleSchema } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { flagQuery, idQuery, pageOf, pageQuery } from '../schemas.ts';

const query = z.strictObject({
  account: idQuery('Only roles of this account; a unit administrator names one, and everybody their own'),
  all: flagQuery('Those that are over or were taken back too'),
  ...pageQuery,
});

export function addListRoles(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/roles', operationId: 'listRoles', tags: ['roles'], security: withToken },
    summary: 'Roles that were given, in the order they were',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'A page of roles', schema: pageOf(roleSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const accountId = filter.account as AccountId | undefined;
    const actorAccountId = context.get('bearer').accountId;
    const target = accountId === undefined ? ({ of: 'system' } as const) : ({ of: 'account', accountId } as const);
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'role.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const of = { list: 'roles', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const page = { after: after.value?.[1] ?? 0, limit: limit + 1 };
    const found = await listAssignments(deps.database, { accountId, all: filter.all, page });
    const last = found.length > limit ? found[limit - 1] : undefined;
    const items = found.slice(0, limit).map((role) => ({ ...role, revokedAt: role.revokedAt?.toISOString() ?? null }));
    return context.json({ items, next: last ? writeCursor(deps.tokenKey, of, ['', last.id]) : null }, 200);
  });
}
