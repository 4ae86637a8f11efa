import { createRoute } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { reportTarget } from '#directory/reports/issue-report.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { drawReport } from '../draw-report.ts';
import { inLine } from '../in-line.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { formatOf, inAllForms, reportFile } from '../report-reply.ts';
import { draftQuery, draftSchema } from '../report-schemas.ts';

export function addDraftReport(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/reports/draft', operationId: 'draftReport', tags: ['reports'], security: withToken },
    summary: 'The figures of a period as they are now, also as XLSX or PDF',
    middleware: [authenticated(deps), inLine(deps)],
    request: { query: draftQuery },
    responses: inAllForms(replies({ 200: { description: 'What would be issued now', schema: draftSchema } }, 404)),
  });
  app.openapi(route, async (context) => {
    const { period, unit, format: asked, levels } = context.req.valid('query');
    const unitId = (unit ?? null) as UnitId | null;
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'report.read', target: reportTarget(unitId) });
    if (!may.ok) return problem(context, may.refusal);
    const drawn = await drawReport(deps, { period, unitId });
    if (!drawn.ok) return problem(context, drawn.refusal);
    const format = formatOf(context, asked);
    const draft = { ...drawn.value, issue: null, madeAt: deps.clock.now().toISOString() };
    if (format !== 'json') return reportFile(context, draft, { format, levels, digest: null });
    context.header('Cache-Control', 'no-store');
    return context.json(drawn.value as never, 200);
  });
}
