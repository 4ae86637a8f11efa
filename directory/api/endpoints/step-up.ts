import { createRoute } from '@hono/zod-openapi';
import { stepUp } from '#directory/access/web-session/step-up.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { stepUpBody } from '../web/own-schemas.ts';
import { proofProblem } from '../web/sign-in-problems.ts';

/** A wrong password is no end of the session, so it is not told as 401. */
export function addStepUp(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/session/step-up', operationId: 'stepUp', tags: ['session'], security: withSession },
    summary: 'Show once more who one is: dangerous acts are allowed for ten minutes',
    middleware: [authenticated(deps, { evenIf: ['password-change-needed', 'second-factor-needed'] }), onlyWeb],
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: stepUpBody } } } },
    responses: { ...replies({}, 415), 204: { description: 'Shown' } },
  });
  app.openapi(route, async (context) => {
    const session = webBearer(context);
    const shown = await stepUp(deps.web, { session, claim: context.req.valid('json'), peer: context.env.peer });
    return shown.ok ? context.body(null, 204) : problem(context, proofProblem(shown.refusal));
  });
}
