import { createRoute } from '@hono/zod-openapi';
import { beginOidc } from '#directory/access/oidc/begin-oidc.ts';
import { signInByOidc } from '#directory/access/oidc/sign-in-by-oidc.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { replies } from '../replies.ts';
import { flowCookie, oneAnswer, setFlowCookie, setPendingCookie } from '../web/cookies.ts';
import { webHeaders, withoutSession } from '../web/documented.ts';
import { browserOf, replaceSession } from '../web/replace-session.ts';
import { onlyFromOwnPages } from '../web/same-origin.ts';
import { onlySafely } from '../web/sign-in-problems.ts';
import { ssoLabel, ssoProblem } from '../web/sso-problem.ts';
import { beginSsoBody, signedInBySsoSchema, signInWaysSchema, ssoAddressSchema, ssoAnswerBody } from '../web/sso-schemas.ts';

/** Signing in by the identity provider: there, and back with what it says. */
export function addSsoSignIn(app: Api, deps: ApiDeps): void {
  const common = { tags: ['session'], security: withoutSession, middleware: [onlySafely, onlyFromOwnPages(deps)] };
  const ways = createRoute({
    ...{ method: 'get', path: '/session/ways', operationId: 'signInWays', ...common },
    summary: 'How people sign in on the web, besides by password',
    responses: replies({ 200: { description: 'The ways', schema: signInWaysSchema } }),
  });
  app.openapi(ways, (context) => {
    const label = ssoLabel(context, deps);
    return context.json({ sso: label === null ? null : { label } }, 200);
  });
  const begin = createRoute({
    ...{ method: 'post', path: '/session/sso', operationId: 'beginSso', ...common },
    summary: 'Begin to sign in by the identity provider',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: beginSsoBody } } } },
    responses: replies({ 200: { description: 'Where to', schema: ssoAddressSchema } }, 404, 415),
  });
  app.openapi(begin, async (context) => {
    const { returnTo = '', anew: isAnew = false } = context.req.valid('json');
    const { peer } = context.env;
    const begun = await beginOidc(deps.web, { host: context.req.header('host'), returnTo, sessionId: null, isAnew, peer });
    if (!begun.ok) return ssoProblem(context, deps, begun.refusal);
    setFlowCookie(context, begun.value.sealed);
    return context.json({ address: begun.value.address }, 200);
  });
  const finish = createRoute({
    ...{ method: 'post', path: '/session/sso/answer', operationId: 'finishSso', ...common },
    middleware: [...common.middleware, oneAnswer],
    summary: 'Sign in with what the identity provider answered; within ten minutes, in the browser that began',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: ssoAnswerBody } } } },
    responses: replies({ 200: { description: 'Signed in, or a code is needed besides', schema: signedInBySsoSchema } }, 404, 415),
  });
  app.openapi(finish, async (context) => {
    const sealed = flowCookie(context) ?? '';
    const signedIn = await signInByOidc(deps.web, { ...context.req.valid('json'), sealed, ...browserOf(context) });
    if (!signedIn.ok) return ssoProblem(context, deps, signedIn.refusal);
    const { signIn, returnTo } = signedIn.value;
    if (signIn.state === 'second-factor') {
      setPendingCookie(context, signIn.shown);
      return context.json({ state: 'second-factor', factors: [...signIn.factors, 'recovery-code'], returnTo }, 200);
    }
    await replaceSession(context, deps, signIn.shown);
    return context.json({ state: 'signed-in', returnTo }, 200);
  });
}
