import { createRoute } from '@hono/zod-openapi';
import { readBatchRows } from '#directory/bulk/batch-list-sql.ts';
import type { BulkDeeds, BulkNotes } from '#directory/bulk/bulk-deeds.ts';
import { findPlan, type KeptPlan } from '#directory/lifecycle/plan-sql.ts';
import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { displayName } from '#directory/naming/person-name.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { batchInFullSchema } from '../bulk-schemas.ts';
import { tagged } from '../entity-tag.ts';
import { apiRefusal, problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';

export function addShowBatch(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/bulk/{id}', operationId: 'showBatch', tags: ['bulk'], security: withToken },
    summary: 'A batch, with what came of each row',
    middleware: [authenticated(deps), allowed(deps, 'plan.read')],
    request: { params: idParam },
    responses: { ...replies({ 200: { description: 'The batch', schema: batchInFullSchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const plan = await findPlan(deps.database, context.req.valid('param').id as PlanId);
    return plan?.kind === 'bulk' ? tagged(context, await shownBatch(deps, plan)) : problem(context, noSuchBatch);
  });
}

async function shownBatch({ database }: ApiDeps, { id, title, state, effectiveOn, settledAt, body }: KeptPlan) {
  const { recruits } = body.deeds as BulkDeeds;
  const { events } = body.notes as BulkNotes;
  const done = new Map((await readBatchRows(database, id)).map((row) => [row.row, row]));
  return {
    ...{ id, title, state, effectiveOn, settledAt: settledAt?.toISOString() ?? null, summary: body.summary },
    people: recruits.map(({ row, name, birthDate, unitId, unit, title: post, address, how }) => ({
      ...{ row, name: displayName(name), birthDate, unitId, unit, title: post, address: addressText(address), how },
      ...{ accountId: done.get(row)?.accountId ?? null, undoneAt: done.get(row)?.undoneAt?.toISOString() ?? null },
    })),
    changes: events.map(({ row, title: change }) => ({ row, title: change })),
  };
}

const noSuchBatch = apiRefusal('not-found', { vi: 'Không có đợt nhập này', en: 'There is no such batch' });
