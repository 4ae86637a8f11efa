import { createRoute } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { makeLineTemplate } from '#directory/requests/line-template.ts';
import { readLinesApart } from '#directory/requests/read-lines.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { inLine } from '../in-line.ts';
import { keptFor } from '../kept-for.ts';
import { apiLimits } from '../limits.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { mediaTypes } from '../report-reply.ts';
import { filedLinesSchema, lineFileBody } from '../request-schemas.ts';

/** Reads a list and keeps nothing: what was read is looked at, corrected and sent as any list is. */
export function addReadRequestFile(app: Api, deps: ApiDeps): void {
  const template = createRoute({
    ...{ method: 'get', path: '/requests/template', operationId: 'requestTemplate', tags: ['requests'], security: withToken },
    summary: 'A workbook to fill in',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    responses: {
      ...replies({}),
      200: { description: 'The workbook', content: { [mediaTypes.xlsx]: { schema: { type: 'string', format: 'binary' } } } },
    },
  });
  const made = keptFor(apiLimits.templateKeptMs, () => makeLineTemplate(deps.database));
  app.openapi(template, async (context) => {
    const octets = await made();
    context.header('Content-Type', mediaTypes.xlsx);
    context.header('Content-Disposition', 'attachment; filename="danh-sach-de-nghi.xlsx"');
    context.header('Cache-Control', 'no-store');
    return context.body(new Uint8Array(octets));
  });
  const route = createRoute({
    ...{ method: 'post', path: '/requests/read-file', operationId: 'readRequestFile', tags: ['requests'], security: withToken },
    summary: 'What stands in a list, XLSX or CSV, and what is wrong with it by row and column',
    middleware: [authenticated(deps), inLine(deps)],
    request: { body: { required: true, content: { 'application/json': { schema: lineFileBody } } } },
    responses: replies({ 200: { description: 'Its lines, or what is wrong', schema: filedLinesSchema } }, 413, 415),
  });
  app.openapi(route, async (context) => {
    const { unit, file } = context.req.valid('json');
    const asked = { act: 'request.make', target: { of: 'unit', unitId: unit as UnitId } } as const;
    const may = await authorise({ database: deps.database }, { actorAccountId: context.get('bearer').accountId, ...asked });
    if (!may.ok) return problem(context, may.refusal);
    const read = await readLinesApart(Buffer.from(file, 'base64'));
    context.header('Cache-Control', 'no-store');
    return context.json(read.ok ? { lines: [...read.value], problems: [] } : { lines: [], problems: [...read.refusal] }, 200);
  });
}
