import { createRoute } from '@hono/zod-openapi';
import { beginOidc } from '#directory/access/oidc/begin-oidc.ts';
import { stepUpByOidc } from '#directory/access/oidc/step-up-by-oidc.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { replies } from '../replies.ts';
import { flowCookie, oneAnswer, setFlowCookie } from '../web/cookies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { ssoProofProblem } from '../web/sso-problem.ts';
import { ssoAddressSchema, ssoAnswerBody } from '../web/sso-schemas.ts';

/** Showing once more who one is, to the identity provider. */
export function addSsoStepUp(app: Api, deps: ApiDeps): void {
  const anyway = authenticated(deps, { evenIf: ['password-change-needed', 'second-factor-needed'] });
  const common = { tags: ['session'], security: withSession, middleware: [anyway, onlyWeb] };
  const begin = createRoute({
    ...{ method: 'post', path: '/session/step-up/sso', operationId: 'beginSsoStepUp', ...common },
    summary: 'Begin to show the identity provider once more who one is',
    request: { headers: webHeaders },
    responses: replies({ 200: { description: 'Where to', schema: ssoAddressSchema } }, 404),
  });
  app.openapi(begin, async (context) => {
    const { id: sessionId } = webBearer(context);
    const { peer } = context.env;
    const begun = await beginOidc(deps.web, { host: context.req.header('host'), returnTo: '', sessionId, peer });
    if (!begun.ok) return ssoProofProblem(context, deps, begun.refusal);
    setFlowCookie(context, begun.value.sealed);
    return context.json({ address: begun.value.address }, 200);
  });
  const finish = createRoute({
    ...{ method: 'post', path: '/session/step-up/sso/answer', operationId: 'finishSsoStepUp', ...common },
    middleware: [...common.middleware, oneAnswer],
    summary: 'Show who one is with what the identity provider answered: dangerous acts are allowed for ten minutes',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: ssoAnswerBody } } } },
    responses: { ...replies({}, 404, 415), 204: { description: 'Shown' } },
  });
  app.openapi(finish, async (context) => {
    const sealed = flowCookie(context) ?? '';
    const { query } = context.req.valid('json');
    const shown = await stepUpByOidc(deps.web, { session: webBearer(context), sealed, query, peer: context.env.peer });
    return shown.ok ? context.body(null, 204) : ssoProofProblem(context, deps, shown.refusal);
  });
}
