import { createRoute, z } from '@hono/zod-openapi';
import { listBatches } from '#directory/bulk/batch-list-sql.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { batchSchema } from '../bulk-schemas.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { pageOf, pageQuery } from '../schemas.ts';

export function addListBatches(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/bulk', operationId: 'listBatches', tags: ['bulk'], security: withToken },
    summary: 'Batches, the latest first',
    middleware: [authenticated(deps), allowed(deps, 'plan.read')],
    request: { query: z.strictObject(pageQuery) },
    responses: replies({ 200: { description: 'A page of batches', schema: pageOf(batchSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor } = context.req.valid('query');
    const of = { list: 'batches' };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const below = after.value?.[1] as PlanId | undefined;
    const found = await listBatches(deps.database, { limit: limit + 1, ...(below === undefined ? {} : { below }) });
    const last = found.length > limit ? found[limit - 1] : undefined;
    const items = found.slice(0, limit).map(({ madeAt, settledAt, ...batch }) => ({
      ...{ ...batch, madeAt: madeAt.toISOString(), settledAt: settledAt?.toISOString() ?? null },
    }));
    return context.json({ items, next: last === undefined ? null : writeCursor(deps.tokenKey, of, ['', last.id]) }, 200);
  });
}
