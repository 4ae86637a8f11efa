import { createRoute } from '@hono/zod-openapi';
import { finishWebSignIn, signInOnWeb } from '#directory/access/web-session/sign-in-on-web.ts';
import type { Refusal } from '#kernel/refusal.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { type ApiRefusal, apiRefusal, problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { pendingCookie, setPendingCookie } from '../web/cookies.ts';
import { webHeaders, withoutSession } from '../web/documented.ts';
import { secondFactorBody, signedInSchema, signInBody } from '../web/own-schemas.ts';
import { browserOf, replaceSession } from '../web/replace-session.ts';
import { onlyFromOwnPages } from '../web/same-origin.ts';
import { blockedSignIn, onlySafely } from '../web/sign-in-problems.ts';

const responses = replies({ 200: { description: 'Signed in, or a code is needed besides', schema: signedInSchema } }, 415);

export function addSignIn(app: Api, deps: ApiDeps): void {
  const first = createRoute({
    ...{ method: 'post', path: '/session', operationId: 'signIn', tags: ['session'], security: withoutSession },
    summary: 'Sign in on the web, by address and password',
    middleware: [onlySafely, onlyFromOwnPages(deps)],
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: signInBody } } } },
    responses,
  });
  app.openapi(first, async (context) => {
    const signedIn = await signInOnWeb(deps.web, { ...context.req.valid('json'), ...browserOf(context) });
    if (!signedIn.ok) return problem(context, turnedDown(signedIn.refusal, wrong));
    context.header('Cache-Control', 'no-store');
    if (signedIn.value.state === 'second-factor') {
      setPendingCookie(context, signedIn.value.shown);
      return context.json({ state: 'second-factor', factors: [...signedIn.value.factors, 'recovery-code'] }, 200);
    }
    await replaceSession(context, deps, signedIn.value.shown);
    return context.json({ state: 'signed-in' }, 200);
  });
  const second = createRoute({
    ...{ method: 'post', path: '/session/second-factor', operationId: 'proveSecondFactor', tags: ['session'], security: withoutSession },
    summary: 'Finish signing in, by a code; within five minutes of the password',
    middleware: [onlySafely, onlyFromOwnPages(deps)],
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: secondFactorBody } } } },
    responses,
  });
  app.openapi(second, async (context) => {
    const pending = pendingCookie(context) ?? '';
    const finished = await finishWebSignIn(deps.web, { pending, claim: context.req.valid('json'), ...browserOf(context) });
    if (!finished.ok) return problem(context, turnedDown(finished.refusal, wrongCode));
    context.header('Cache-Control', 'no-store');
    await replaceSession(context, deps, finished.value.shown);
    return context.json({ state: 'signed-in' }, 200);
  });
}

export function turnedDown({ kind }: Refusal, unproved: ApiRefusal): ApiRefusal {
  if (kind === 'throttled') return blockedSignIn;
  return kind === 'unauthenticated' ? unproved : notNow;
}

const wrong = apiRefusal('unauthenticated', { vi: 'Địa chỉ hoặc mật khẩu không đúng', en: 'The address or the password is not right' });
const wrongCode = apiRefusal('unauthenticated', {
  vi: 'Mã không đúng, đã dùng rồi, hoặc đã quá năm phút: hãy thử lại, hoặc đăng nhập lại từ đầu',
  en: 'The code is not right, was used already, or five minutes have passed: try again, or begin again',
});
const notNow = apiRefusal('unavailable', {
  vi: 'Hiện chưa đăng nhập được, hãy thử lại sau',
  en: 'Signing in is not possible at the moment',
});
