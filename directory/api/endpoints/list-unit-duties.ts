import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { mailboxDuties } from '#directory/duties/duty-figures.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { mailboxDutiesSchema, spanQuery } from '../duty-schemas.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { reportDays } from '../report-days.ts';
import { idParam } from '../schemas.ts';

export function addListUnitDuties(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/units/{id}/duties', operationId: 'listUnitDuties', tags: ['duties'], security: withToken },
    summary: 'The mailboxes of a unit, not of those below it: who met the duty to read, and who did not',
    middleware: [authenticated(deps)],
    request: { params: idParam, query: z.strictObject(spanQuery) },
    responses: replies({ 200: { description: 'The unit’s own mailbox, then those of people, by name', schema: mailboxDutiesSchema } }),
  });
  app.openapi(route, async (context) => {
    const unit = context.req.valid('param').id as UnitId;
    const actorAccountId = context.get('bearer').accountId;
    const target = { of: 'unit', unitId: unit } as const;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'duty.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const days = await reportDays(deps, context.req.valid('query'));
    if (!days.ok) return problem(context, days.refusal);
    const { from, to } = days.value;
    return context.json({ from, to, items: [...(await mailboxDuties(deps.database, { ...days.value, unit }))] }, 200);
  });
}
