import { createRoute } from '@hono/zod-openapi';
import { recentSignIns } from '#directory/own-data/recent-sign-ins.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { replies } from '../replies.ts';
import { withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { signInsSchema } from '../web/own-data-schemas.ts';

export function addOwnSignIns(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/me/sign-ins', operationId: 'listOwnSignIns', tags: ['me'], security: withSession },
    summary: 'One’s own sign-ins of the last weeks by every protocol, wrong tries too, and what is unusual among them',
    middleware: [authenticated(deps), onlyWeb],
    responses: replies({ 200: { description: 'The latest first', schema: signInsSchema } }),
  });
  app.openapi(route, async (context) => {
    const found = await recentSignIns(deps.database, webBearer(context).accountId, deps.clock.now());
    const items = found.map(({ firstAt, lastAt, unusual, ...one }) => ({
      ...{ ...one, unusual: [...unusual] },
      ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() },
    }));
    return context.json({ items }, 200);
  });
}
