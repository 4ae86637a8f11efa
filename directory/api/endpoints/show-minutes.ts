import { createRoute } from '@hono/zod-openapi';
import { letterheadOfProvince } from '#directory/minutes/letterhead-of-province.ts';
import { minutesFileName, minutesOfPlan } from '#directory/minutes/minutes-of-plan.ts';
import { minutesPdf } from '#directory/minutes/minutes-pdf.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { inLine } from '../in-line.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { mediaTypes } from '../report-reply.ts';
import { idParam } from '../schemas.ts';

const pdf = {
  description: 'The minutes, to print and sign',
  content: { [mediaTypes.pdf]: { schema: { type: 'string', format: 'binary' } } },
} as const;

export function addShowMinutes(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/plans/{id}/minutes', operationId: 'showMinutes', tags: ['plans'], security: withToken },
    summary: 'Minutes of handing over (biên bản bàn giao) of a plan that was carried out for a person, as PDF',
    middleware: [authenticated(deps), allowed(deps, 'plan.read'), inLine(deps)],
    request: { params: idParam },
    responses: { ...replies({}, 404, 409), 200: pdf },
  });
  app.openapi(route, async (context) => {
    const planId = context.req.valid('param').id as PlanId;
    const { letterhead: settings, provinceName } = deps.reports;
    const letterhead = letterheadOfProvince({ settings, provinceName });
    const minutes = await minutesOfPlan({ database: deps.database, letterhead }, planId);
    if (!minutes.ok) return problem(context, minutes.refusal);
    context.header('Content-Type', mediaTypes.pdf);
    context.header('Content-Disposition', `attachment; filename="${minutesFileName(planId)}"`);
    context.header('Cache-Control', 'no-store');
    return context.body(new Uint8Array(await minutesPdf(minutes.value)));
  });
}
