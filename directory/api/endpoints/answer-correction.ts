import { createRoute } from '@hono/zod-openapi';
import { answerCorrection } from '#directory/own-data/corrections.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { answerBody, answeredSchema } from '../web/own-data-schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

export function addAnswerCorrection(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/corrections/{id}/answer', operationId: 'answerCorrection', tags: ['people'], security: withToken },
    summary: 'Carried out, by a plan or otherwise, or refused: whoever asked is told by mail',
    middleware: [authenticated(deps)],
    request: {
      params: idParam,
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: answerBody } } },
    },
    responses: replies({ 200: { description: 'It is answered', schema: answeredSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { id } = context.req.valid('param');
    const { outcome, text = null } = context.req.valid('json');
    const actorAccountId = context.get('bearer').accountId;
    return doAct(context, deps, {
      does: ({ tx }) => answerCorrection({ tx, sendNotices: deps.plans.sendNotices }, actorAccountId, { id, outcome, text }),
      answer: () => ({ status: 200, location: '/api/v1/corrections', body: { id, state: outcome } }),
    });
  });
}
