import { createRoute } from '@hono/zod-openapi';
import { undoBatch } from '#directory/bulk/undo-batch.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, refused } from '#kernel/result.ts';
import { actorOf } from '../actor.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { undoBody, undoneSchema } from '../bulk-schemas.ts';
import { once } from '../idempotency.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

export function addUndoBatch(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/bulk/{id}/undo', operationId: 'undoBatch', tags: ['bulk'], security: withToken },
    summary: 'Within 24 hours, take back what a batch gave and nobody has used',
    middleware: [authenticated(deps), allowed(deps, 'plan.make')],
    request: {
      params: idParam,
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: undoBody } } },
    },
    responses: replies({ 200: { description: 'What was taken back, and what was kept', schema: undoneSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(route, async (context) => {
    const planId = context.req.valid('param').id as PlanId;
    const { dryRun: isDryRun } = context.req.valid('json');
    const undo = () => undoBatch(deps.plans, { planId, now: deps.clock.now(), isDryRun, ...actorOf(context) });
    if (!isDryRun)
      return once(context, deps, async () => {
        const undone = await undo();
        return undone.ok ? ok({ status: 200, location: `/api/v1/bulk/${planId}`, body: undone.value }) : refused(undone.refusal);
      });
    const undone = await undo();
    context.header('Cache-Control', 'no-store');
    return undone.ok ? context.json(undone.value as never, 200) : problem(context, undone.refusal);
  });
}
