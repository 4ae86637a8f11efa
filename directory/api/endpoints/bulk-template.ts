import { createRoute } from '@hono/zod-openapi';
import { makeTemplate } from '#directory/bulk/template.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { keptFor } from '../kept-for.ts';
import { apiLimits } from '../limits.ts';
import { replies, withToken } from '../replies.ts';
import { mediaTypes } from '../report-reply.ts';

export function addBulkTemplate(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/bulk/template', operationId: 'bulkTemplate', tags: ['bulk'], security: withToken },
    summary: 'A table to fill in, with units and posts to choose from',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    responses: {
      ...replies({}),
      200: { description: 'A workbook', content: { [mediaTypes.xlsx]: { schema: { type: 'string' as const, format: 'binary' } } } },
    },
  });
  const template = keptFor(apiLimits.templateKeptMs, () => makeTemplate(deps.database));
  app.openapi(route, async (context) => {
    const octets = await template();
    context.header('Content-Type', mediaTypes.xlsx);
    context.header('Content-Disposition', 'attachment; filename="mau-danh-sach.xlsx"');
    context.header('Cache-Control', 'no-store');
    return context.body(new Uint8Array(octets));
  });
}
