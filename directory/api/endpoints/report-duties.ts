import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { dutyFigures } from '#directory/duties/duty-figures.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { dutiesSchema, spanQuery } from '../duty-schemas.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { reportDays } from '../report-days.ts';
import { idQuery } from '../schemas.ts';

const query = z.strictObject({
  unit: idQuery('Only this unit and those below it; a unit administrator names one, a head the own, and sees that one alone'),
  ...spanQuery,
});

export function addReportDuties(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/duties', operationId: 'reportDuties', tags: ['duties'], security: withToken },
    summary: 'Who meets the duty to read mail, by unit and with those below it',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'Units, those above before those below them', schema: dutiesSchema } }),
  });
  app.openapi(route, async (context) => {
    const { unit, ...asked } = context.req.valid('query');
    const unitId = unit as UnitId | undefined;
    const target = unitId === undefined ? ({ of: 'system' } as const) : ({ of: 'unit', unitId } as const);
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'duty.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const days = await reportDays(deps, asked);
    if (!days.ok) return problem(context, days.refusal);
    const { from, to } = days.value;
    const alone = may.value.by === 'unit-head';
    const items = await dutyFigures(deps.database, { ...days.value, unit: unitId, alone });
    return context.json({ from, to, items: [...items] }, 200);
  });
}
