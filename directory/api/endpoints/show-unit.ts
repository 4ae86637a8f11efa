import { createRoute } from '@hono/zod-openapi';
import { actsOnAccount } from '#directory/access/roles/acts-on-account.ts';
import { readUnitFacts } from '#directory/org/unit-facts-sql.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { tagged } from '../entity-tag.ts';
import { apiRefusal, problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { idParam, unitHistorySchema } from '../schemas.ts';

const noSuchUnit = apiRefusal('not-found', { vi: 'Không có đơn vị này', en: 'There is no such unit' });

export function addShowUnit(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/units/{id}', operationId: 'showUnit', tags: ['units'], security: withToken },
    summary: 'A unit with its history',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    request: { params: idParam },
    responses: { ...replies({ 200: { description: 'The unit', schema: unitHistorySchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const unit = await readUnitFacts(deps.database, context.req.valid('param').id as UnitId);
    if (unit === undefined) return problem(context, noSuchUnit);
    const { accountId, ...facts } = unit;
    const { database } = deps;
    const acts = accountId === null ? [] : await actsOnAccount({ database }, context.get('bearer').accountId, accountId);
    return tagged(context, { ...facts, mailbox: accountId === null || acts.length === 0 ? null : { accountId, acts } });
  });
}
