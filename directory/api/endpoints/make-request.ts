import { createRoute } from '@hono/zod-openapi';
import { gatherRequests } from '#directory/requests/gather-requests.ts';
import { type AskedRequest, makeRequest, previewRequest } from '#directory/requests/make-request.ts';
import type { RequestId, UnitId } from '#kernel/ids.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { once } from '../idempotency.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { checkedListSchema, gatheringBody, newRequestBody, requestDoneSchema } from '../request-schemas.ts';
import { refusedRequest } from '../shown-request.ts';
import { actingOf, requestDepsOf } from '../take-request-step.ts';
import { idempotencyHeader } from '../write-headers.ts';

const made = { 201: { description: 'The request, and whose turn it is', schema: requestDoneSchema } };

/** Who may is asked in the transaction of the act: it depends on the unit, and on each line. */
export function addMakeRequests(app: Api, deps: ApiDeps): void {
  const making = createRoute({
    ...{ method: 'post', path: '/requests', operationId: 'makeRequest', tags: ['requests'], security: withToken },
    summary: 'A unit’s list: checked as a whole and submitted (docs/requests.md)',
    middleware: [authenticated(deps)],
    request: { headers: idempotencyHeader, body: { required: true, content: { 'application/json': { schema: newRequestBody } } } },
    responses: replies(
      { 200: { description: 'What it would come to (dryRun)', schema: checkedListSchema }, ...made },
      404,
      409,
      413,
      415,
      422,
    ),
  });
  app.openapi(making, (context) => {
    const { unit, dryRun, ...body } = context.req.valid('json');
    const asked = { ...actingOf(context, deps), ...body, unitId: unit as UnitId };
    return dryRun ? preview(context, deps, asked) : make(context, deps, asked);
  });
  const gathering = createRoute({
    ...{ method: 'post', path: '/requests/gather', operationId: 'gatherRequests', tags: ['requests'], security: withToken },
    summary: 'Make one request of several that wait at one’s unit',
    middleware: [authenticated(deps)],
    request: { headers: idempotencyHeader, body: { required: true, content: { 'application/json': { schema: gatheringBody } } } },
    responses: replies(made, 404, 409, 413, 415, 422),
  });
  app.openapi(gathering, (context) => {
    const { requests, title } = context.req.valid('json');
    return once(context, deps, async () => {
      const done = await gatherRequests(deps, { ...actingOf(context, deps), title, requestIds: requests as RequestId[] });
      if (!done.ok) return refused(refusedRequest(done.refusal));
      return ok({ status: 201, location: `/api/v1/requests/${done.value.id}`, body: done.value });
    });
  });
}

function make(context: ApiContext, deps: ApiDeps, asked: AskedRequest): Promise<Response> {
  return once(context, deps, async () => {
    const done = await makeRequest(requestDepsOf(deps), asked);
    if (!done.ok) return refused(refusedRequest(done.refusal));
    return ok({ status: 201, location: `/api/v1/requests/${done.value.id}`, body: done.value });
  });
}

async function preview(context: ApiContext, deps: ApiDeps, asked: AskedRequest): Promise<Response> {
  const seen = await previewRequest(requestDepsOf(deps), asked);
  if (!seen.ok) return problem(context, refusedRequest(seen.refusal));
  const { lines, problems, remarks } = seen.value;
  context.header('Cache-Control', 'no-store');
  return context.json({
    state: 'preview',
    lines: lines.map(({ number, title, summary }) => ({ number, title, summary })),
    problems,
    remarks,
  });
}
