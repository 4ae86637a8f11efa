import { createRoute } from '@hono/zod-openapi';
import { changeOwnPassword } from '#directory/access/change-own-password.ts';
import { endWebSessionsOf, renewPasswordVersion } from '#directory/access/web-session/web-session-sql.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { passwordBody } from '../web/own-schemas.ts';
import { proofProblem } from '../web/sign-in-problems.ts';

/** The one thing that who signed in with a first password, or one that is over, may do. */
export function addChangePassword(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/me/password', operationId: 'changePassword', tags: ['me'], security: withSession },
    summary: 'Choose another password; all other sessions end',
    middleware: [authenticated(deps, { evenIf: ['password-change-needed', 'second-factor-needed'] }), onlyWeb],
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: passwordBody } } } },
    responses: { ...replies({}, 415), 204: { description: 'Changed' } },
  });
  app.openapi(route, async (context) => {
    const { id, accountId, address: username } = webBearer(context);
    const { current: password, next: chosen } = context.req.valid('json');
    const changed = await changeOwnPassword(deps.web.signIn, {
      ...{ username, password, chosen, peer: context.env.peer },
      within: {
        credential: { kind: 'web-session', id },
        async renew(tx) {
          await renewPasswordVersion(tx, id);
          await endWebSessionsOf(tx, accountId, id);
        },
      },
    });
    return changed.ok ? context.body(null, 204) : problem(context, proofProblem(changed.refusal));
  });
}
