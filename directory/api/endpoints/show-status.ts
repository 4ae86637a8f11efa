import { createRoute } from '@hono/zod-openapi';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { replies, withToken } from '../replies.ts';
import { statusSchema } from '../status-schemas.ts';

export function addShowStatus(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/status', operationId: 'showStatus', tags: ['status'], security: withToken },
    summary: 'How the services stand: what answers, what waits, what is used',
    middleware: [authenticated(deps), allowed(deps, 'status.read')],
    responses: replies({ 200: { description: 'At most some seconds old', schema: statusSchema } }),
  });
  app.openapi(route, async (context) => {
    const { readAt, queue, mailByMinute, storage, ...status } = await deps.status();
    const { oldestAt, handedOver, ...counts } = queue;
    return context.json(
      {
        ...status,
        readAt: readAt.toISOString(),
        mailByMinute: { received: [...mailByMinute.received], sent: [...mailByMinute.sent] },
        storage: { ...storage, largest: [...storage.largest] },
        queue: { ...counts, oldestAt: oldestAt?.toISOString() ?? null, handedOver: [...handedOver] },
      },
      200,
    );
  });
}
