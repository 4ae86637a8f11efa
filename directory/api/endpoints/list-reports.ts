import { createRoute, z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { reportTarget } from '#directory/reports/issue-report.ts';
import { listReports } from '#directory/reports/report-sql.ts';
import type { ReportId, UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { reportSchema } from '../report-schemas.ts';
import { idQuery, pageOf, pageQuery } from '../schemas.ts';

const query = z.strictObject({
  unit: idQuery('Only of this unit and those below it; a unit administrator names one, a head the own, and sees its own alone'),
  ...pageQuery,
});

export function addListReports(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/reports', operationId: 'listReports', tags: ['reports'], security: withToken },
    summary: 'Reports that were issued, the newest first',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies({ 200: { description: 'A page of reports', schema: pageOf(reportSchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, unit } = context.req.valid('query');
    const unitId = unit as UnitId | undefined;
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'report.read', target: reportTarget(unitId ?? null) });
    if (!may.ok) return problem(context, may.refusal);
    const of = { list: 'reports', unit };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const before = after.value?.[1] as ReportId | undefined;
    const found = await listReports(deps.database, { unitId, withBelow: may.value.by !== 'unit-head', before, limit: limit + 1 });
    const items = found.slice(0, limit).map((report) => ({ ...report, issuedAt: report.issuedAt.toISOString() }));
    const last = found.length > limit ? items.at(-1) : undefined;
    return context.json({ items, next: last ? writeCursor(deps.tokenKey, of, ['', last.id]) : null }, 200);
  });
}
