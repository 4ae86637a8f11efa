import { createRoute, z } from '@hono/zod-openapi';
import { exportOwnData, permitExport } from '#directory/own-data/export-own-data.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { inLine } from '../in-line.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';

/** No GET: a link that somebody is made to follow makes no export. */
export function addOwnData(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/me/data', operationId: 'exportOwnData', tags: ['me'], security: withSession },
    summary: 'Everything that is kept of oneself but mail, as a ZIP: JSON, and a page to read',
    middleware: [authenticated(deps), onlyWeb, inLine(deps)],
    request: { headers: webHeaders },
    responses: {
      ...replies({}),
      200: { description: 'The ZIP', content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } } },
    },
  });
  app.openapi(route, async (context) => {
    const owner = webBearer(context);
    const may = await attemptAct(context, deps, ({ tx }) => permitExport(tx, owner));
    if (!may.ok) return problem(context, may.refusal);
    const now = deps.clock.now();
    const octets = await exportOwnData(deps.database, owner, now);
    context.header('Content-Type', 'application/zip');
    context.header('Content-Disposition', `attachment; filename="du-lieu-cua-toi-${vietnamDate(now)}.zip"`);
    return context.body(new Uint8Array(octets));
  });
}
