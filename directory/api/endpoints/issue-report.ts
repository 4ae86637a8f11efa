import { createRoute } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { issueReport, readIssued, reportTarget } from '#directory/reports/issue-report.ts';
import type { UnitId } from '#kernel/ids.ts';
import { ok, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { actorOf } from '../actor.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { drawReport } from '../draw-report.ts';
import { once } from '../idempotency.ts';
import { inLine } from '../in-line.ts';
import { replies, withToken } from '../replies.ts';
import { issueBody, reportSchema } from '../report-schemas.ts';
import { idempotencyHeader } from '../write-headers.ts';

export function addIssueReport(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/reports', operationId: 'issueReport', tags: ['reports'], security: withToken },
    summary: 'Issue a report: kept as it is now, for good',
    middleware: [authenticated(deps), inLine(deps)],
    request: { headers: idempotencyHeader, body: { required: true, content: { 'application/json': { schema: issueBody } } } },
    responses: replies({ 201: { description: 'The report', schema: reportSchema } }, 404, 409, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { unitId: unit, number, issuedOn, ...asked } = context.req.valid('json');
    const unitId = (unit ?? null) as UnitId | null;
    const actor = actorOf(context);
    return once(context, deps, async () => {
      // Asked again when it is kept; here so that nobody has figures drawn who may not have them.
      const may = await authorise({ database: deps.database }, { ...actor, act: 'report.issue', target: reportTarget(unitId) });
      if (!may.ok) return refused(may.refusal);
      const drawn = await drawReport(deps, { unitId, ...asked });
      if (!drawn.ok) return refused(drawn.refusal);
      const issued = await issueReport(deps.database, {
        ...actor,
        ...drawn.value,
        number,
        issuedOn: issuedOn ?? vietnamDate(deps.clock.now()),
      });
      if (!issued.ok) return refused(issued.refusal);
      const kept = await readIssued(deps.database, issued.value.reportId);
      if (!kept.ok) return refused(kept.refusal);
      const { letterhead: _letterhead, figures: _figures, ...body } = kept.value;
      return ok({ status: 201, location: `/api/v1/reports/${body.id}`, body: { ...body, issuedAt: body.issuedAt.toISOString() } });
    });
  });
}
