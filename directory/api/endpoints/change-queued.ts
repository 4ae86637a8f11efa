import { createRoute } from '@hono/zod-openapi';
import type { QueueMessageId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { changeQueued } from '../change-queued.ts';
import { cancelBody, queueDoneSchema } from '../queue-schemas.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

const summaries = {
  retry: 'Have a message tried again at once',
  hold: 'Hold a message: it is neither sent nor given up',
  release: 'Have a message that was held sent',
} as const;

export function addChangeQueued(app: Api, deps: ApiDeps): void {
  const middleware = [authenticated(deps), allowed(deps, 'queue.change')];
  const common = { tags: ['queue'], security: withToken, middleware };
  const responses = replies({ 200: { description: 'It is done', schema: queueDoneSchema } }, 404, 409, 413, 415, 422);
  for (const act of ['retry', 'hold', 'release'] as const) {
    const route = createRoute({
      ...{ method: 'post', path: `/queue/{id}/${act}`, operationId: `${act}Queued`, ...common, responses },
      summary: summaries[act],
      request: { params: idParam, headers: idempotencyHeader },
    });
    app.openapi(route, (context) => changeQueued(context, deps, { act, id: context.req.valid('param').id as QueueMessageId }));
  }
  const cancelling = createRoute({
    ...{ method: 'post', path: '/queue/{id}/cancel', operationId: 'cancelQueued', ...common, responses },
    summary: 'Give a message up for those who have not got it; the sender is told',
    request: {
      ...{ params: idParam, headers: idempotencyHeader },
      body: { required: true, content: { 'application/json': { schema: cancelBody } } },
    },
  });
  app.openapi(cancelling, (context) => {
    const { quiet } = context.req.valid('json');
    return changeQueued(context, deps, { act: 'cancel', id: context.req.valid('param').id as QueueMessageId, notify: !quiet });
  });
}
