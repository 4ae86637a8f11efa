import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { readIssued, reportTarget } from '#directory/reports/issue-report.ts';
import { printedOf } from '#directory/reports/report-files.ts';
import { listReports } from '#directory/reports/report-sql.ts';
import type { ReportId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { tagged } from '../entity-tag.ts';
import { inLine } from '../in-line.ts';
import { problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { formatOf, inAllForms, reportFile } from '../report-reply.ts';
import { formatQuery, reportInFullSchema } from '../report-schemas.ts';
import { idParam } from '../schemas.ts';

export function addShowReport(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/reports/{id}', operationId: 'showReport', tags: ['reports'], security: withToken },
    summary: 'An issued report as it was, also as XLSX or PDF',
    middleware: [authenticated(deps), inLine(deps)],
    request: { params: idParam, query: z.strictObject(formatQuery) },
    responses: { ...inAllForms(replies({ 200: { description: 'The report', schema: reportInFullSchema } }, 404, 409)), ...notModified },
  });
  app.openapi(route, async (context) => {
    const { format: asked, levels } = context.req.valid('query');
    const id = context.req.valid('param').id as ReportId;
    // Whose it is, before megabytes of figures are read; that there is none is told to who might read any.
    const [listed] = await listReports(deps.database, { before: (id + 1) as ReportId, limit: 1 });
    const target = reportTarget(listed?.id === id ? listed.unitId : null);
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'report.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const report = await readIssued(deps.database, id);
    if (!report.ok) return problem(context, report.refusal);
    const { digest } = report.value;
    const format = formatOf(context, asked);
    if (format !== 'json') return reportFile(context, printedOf(report.value), { format, levels, digest });
    return tagged(context, { ...report.value, issuedAt: report.value.issuedAt.toISOString() });
  });
}
