import { createRoute } from '@hono/zod-openapi';
import type { QueueMessageId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { queuedMessageSchema, queueQuery } from '../queue-schemas.ts';
import { replies, withToken } from '../replies.ts';
import { pageOf } from '../schemas.ts';
import { shownQueued } from '../shown-queued.ts';

export function addListQueue(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/queue', operationId: 'listQueue', tags: ['queue'], security: withToken },
    summary: 'Messages on their way out: what waits longest first; of what is finished, the latest',
    middleware: [authenticated(deps), allowed(deps, 'queue.read')],
    request: { query: queueQuery },
    responses: replies({ 200: { description: 'A page of messages, with their first recipients', schema: pageOf(queuedMessageSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const of = { list: 'queue', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const found = await deps.queue.page({ ...filter, after: after.value?.[1] as QueueMessageId | undefined, limit: limit + 1 });
    const last = found.length > limit ? found[limit - 1] : undefined;
    const next = last ? writeCursor(deps.tokenKey, of, ['', last.id]) : null;
    return context.json({ items: found.slice(0, limit).map(shownQueued), next }, 200);
  });
}
