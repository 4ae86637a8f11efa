import { createRoute } from '@hono/zod-openapi';
import type { QueueMessageId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { noSuchQueued } from '../change-queued.ts';
import { problem } from '../problem.ts';
import { queuedMessageSchema } from '../queue-schemas.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { shownQueued } from '../shown-queued.ts';

export function addShowQueued(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/queue/{id}', operationId: 'showQueued', tags: ['queue'], security: withToken },
    summary: 'One message on its way out: its envelope and recipients, and nothing of what it says',
    middleware: [authenticated(deps), allowed(deps, 'queue.read')],
    request: { params: idParam },
    responses: replies({ 200: { description: 'The message, with at most 1,000 recipients', schema: queuedMessageSchema } }, 404),
  });
  app.openapi(route, async (context) => {
    const found = await deps.queue.find(context.req.valid('param').id as QueueMessageId);
    return found === undefined ? problem(context, noSuchQueued) : context.json(shownQueued(found), 200);
  });
}
