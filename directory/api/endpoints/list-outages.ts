import { createRoute, z } from '@hono/zod-openapi';
import { outageFigures } from '#directory/duties/outage-figures.ts';
import { outageSpan } from '#directory/duties/report-span.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { outagesSchema, spanQuery } from '../duty-schemas.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { reportDays } from '../report-days.ts';

export function addListOutages(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/outages', operationId: 'listOutages', tags: ['duties'], security: withToken },
    summary: 'When the system was not there, or will not be, the oldest first; of a month back and a month ahead unless asked otherwise',
    middleware: [authenticated(deps), allowed(deps, 'outage.read')],
    request: { query: z.strictObject(spanQuery) },
    responses: replies({ 200: { description: 'Outages', schema: outagesSchema } }),
  });
  app.openapi(route, async (context) => {
    const days = await reportDays(deps, context.req.valid('query'), outageSpan);
    if (!days.ok) return problem(context, days.refusal);
    const { outages, ...sums } = await outageFigures(deps.database, days.value);
    const items = outages.map((outage) => ({
      ...outage,
      beginsAt: outage.beginsAt.toISOString(),
      endsAt: outage.endsAt?.toISOString() ?? null,
    }));
    return context.json({ from: days.value.from, to: days.value.to, ...sums, items }, 200);
  });
}
