import { createRoute } from '@hono/zod-openapi';
import { endOtherWebSessions, endOwnWebSession } from '#directory/access/web-session/end-web-sessions.ts';
import { listWebSessions } from '#directory/access/web-session/web-session-list-sql.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { endedSchema, ownSessionsSchema, textIdParam } from '../web/own-schemas.ts';

/** Where one is signed in, and signing out from afar. */
export function addOwnSessions(app: Api, deps: ApiDeps): void {
  const common = { tags: ['me'], security: withSession, middleware: [authenticated(deps), onlyWeb] };
  const list = createRoute({
    ...{ method: 'get', path: '/me/sessions', operationId: 'listOwnSessions', ...common },
    summary: 'Where one is signed in on the web',
    responses: replies({ 200: { description: 'Sessions, the last used first', schema: ownSessionsSchema } }),
  });
  app.openapi(list, async (context) => {
    const { accountId, id: thisId } = webBearer(context);
    const sessions = await listWebSessions(deps.database, accountId, deps.web.rules.idleMs);
    const items = sessions.map(({ proofs, createdAt, usedAt, endsAt, ...session }) => ({
      ...{ ...session, isThis: session.id === thisId, proofs: [...proofs] },
      ...{ createdAt: createdAt.toISOString(), usedAt: usedAt.toISOString(), endsAt: endsAt.toISOString() },
    }));
    context.header('Cache-Control', 'no-store');
    return context.json({ items }, 200);
  });
  const endOne = createRoute({
    ...{ method: 'delete', path: '/me/sessions/{id}', operationId: 'endOwnSession', ...common },
    summary: 'Sign out there',
    request: { params: textIdParam, headers: webHeaders },
    responses: { ...replies({}, 404), 204: { description: 'Signed out' } },
  });
  app.openapi(endOne, async (context) => {
    const { id } = context.req.valid('param');
    const ended = await attemptAct(context, deps, ({ tx }) => endOwnWebSession(tx, { owner: webBearer(context), id }));
    return ended.ok ? context.body(null, 204) : problem(context, ended.refusal);
  });
  const endOthers = createRoute({
    ...{ method: 'post', path: '/me/sessions/end-others', operationId: 'endOtherSessions', ...common },
    summary: 'Sign out everywhere else',
    request: { headers: webHeaders },
    responses: replies({ 200: { description: 'Signed out', schema: endedSchema } }),
  });
  app.openapi(endOthers, async (context) => {
    const ended = await attemptAct(context, deps, ({ tx }) => endOtherWebSessions(tx, webBearer(context)));
    return ended.ok ? context.json({ ended: ended.value }, 200) : problem(context, ended.refusal);
  });
}
