import { createRoute } from '@hono/zod-openapi';
import { type CarryingOut, carryOutRequest, previewCarryOut } from '#directory/requests/carry-out-request.ts';
import type { RequestId } from '#kernel/ids.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { carriedOutSchema, carryingOutBody } from '../request-schemas.ts';
import { idParam } from '../schemas.ts';
import { refusedRequest } from '../shown-request.ts';
import { actingOf, requestDepsOf, takeStep } from '../take-request-step.ts';
import { settlingHeaders } from '../write-headers.ts';

export function addCarryOutRequest(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/requests/{id}/carry-out', operationId: 'carryOutRequest', tags: ['requests'], security: withToken },
    summary: 'Do what it asks, line by line, in one act',
    middleware: [authenticated(deps), allowed(deps, 'plan.make')],
    request: {
      params: idParam,
      headers: settlingHeaders,
      body: { required: false, content: { 'application/json': { schema: carryingOutBody } } },
    },
    responses: replies(
      { 200: { description: 'What became of each line, or would (dryRun)', schema: carriedOutSchema } },
      404,
      409,
      412,
      413,
      415,
      422,
    ),
  });
  app.openapi(route, (context) => {
    const { dryRun = false, ...body } = context.req.valid('json') ?? {};
    const { id } = context.req.valid('param');
    if (dryRun) return preview(context, deps, { ...actingOf(context, deps), ...body, requestId: id as RequestId });
    return takeStep(context, deps, id, (input) => carryOutRequest(requestDepsOf(deps), { ...input, ...body }));
  });
}

async function preview(context: ApiContext, deps: ApiDeps, input: CarryingOut): Promise<Response> {
  const seen = await previewCarryOut(requestDepsOf(deps), input);
  if (!seen.ok) return problem(context, refusedRequest(seen.refusal));
  const { id, version, lines } = seen.value;
  context.header('Cache-Control', 'no-store');
  return context.json({ state: 'preview', id, version, lines });
}
