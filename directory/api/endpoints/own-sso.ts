import { createRoute } from '@hono/zod-openapi';
import { findLinks } from '#directory/access/oidc/link-sql.ts';
import { unlinkOidc } from '#directory/access/oidc/unlink.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { ssoLabel } from '../web/sso-problem.ts';
import { ownSsoSchema } from '../web/sso-schemas.ts';

/** Whose account at the identity provider opens one's own, and an end of that. */
export function addOwnSso(app: Api, deps: ApiDeps): void {
  const common = { path: '/me/sso', tags: ['me'], security: withSession, middleware: [authenticated(deps), onlyWeb] };
  const show = createRoute({
    ...{ method: 'get', operationId: 'showOwnSso', ...common },
    summary: 'Whether one signs in by the identity provider',
    responses: replies({ 200: { description: 'The provider, and what is linked', schema: ownSsoSchema } }),
  });
  app.openapi(show, async (context) => {
    const links = await findLinks(deps.database, webBearer(context).accountId);
    const items = links.map(({ issuer, linkedAt, usedAt }) => ({
      ...{ issuer, linkedAt: linkedAt.toISOString(), usedAt: usedAt.toISOString() },
    }));
    return context.json({ label: ssoLabel(context, deps), links: items }, 200);
  });
  const unlink = createRoute({
    ...{ method: 'delete', operationId: 'unlinkOwnSso', ...common },
    summary: 'Take the link to the identity provider away; what else it opened ends',
    request: { headers: webHeaders },
    responses: { ...replies({}, 404), 204: { description: 'Taken away' } },
  });
  app.openapi(unlink, async (context) => {
    const { id: sessionId, accountId, address } = webBearer(context);
    const unlinked = await attemptAct(context, deps, ({ tx }) =>
      unlinkOidc(tx, { account: { id: accountId, address }, actorAccountId: accountId, sessionId, reason: null }),
    );
    return unlinked.ok ? context.body(null, 204) : problem(context, unlinked.refusal);
  });
}
