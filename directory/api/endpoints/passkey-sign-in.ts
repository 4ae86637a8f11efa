import { createRoute } from '@hono/zod-openapi';
import { offerPasskeySignIn, signInByPasskey } from '#directory/access/web-session/passkeys/sign-in-by-passkey.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { apiRefusal, problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { passkeyPlace, pendingCookie, setPasskeyPlace } from '../web/cookies.ts';
import { webHeaders, withoutSession } from '../web/documented.ts';
import { signedInSchema } from '../web/own-schemas.ts';
import { assertionBody, assertionOptionsSchema } from '../web/passkey-schemas.ts';
import { passkeysHere } from '../web/passkeys-here.ts';
import { browserOf, replaceSession } from '../web/replace-session.ts';
import { onlyFromOwnPages } from '../web/same-origin.ts';
import { onlySafely } from '../web/sign-in-problems.ts';
import { turnedDown } from './sign-in.ts';

/** Signing in without address or password: the device says whose key it is. */
export function addPasskeySignIn(app: Api, deps: ApiDeps): void {
  const common = { tags: ['session'], security: withoutSession, middleware: [onlySafely, onlyFromOwnPages(deps)] };
  const offer = createRoute({
    ...{ method: 'post', path: '/session/passkey/options', operationId: 'offerPasskeySignIn', ...common },
    summary: 'What a browser is to ask its devices for, to sign in by a passkey within five minutes',
    request: { headers: webHeaders },
    responses: replies({ 200: { description: 'For navigator.credentials.get, the same for everybody', schema: assertionOptionsSchema } }),
  });
  app.openapi(offer, (context) => {
    const party = passkeysHere(context, deps);
    if (!party.ok) return problem(context, party.refusal);
    context.header('Cache-Control', 'no-store');
    // Several pages of one browser are one place: none makes the others' challenges worthless.
    const place = passkeyPlace(context) ?? setPasskeyPlace(context);
    return context.json(offerPasskeySignIn(deps.web, { party: party.value, place }), 200);
  });
  const signIn = createRoute({
    ...{ method: 'post', path: '/session/passkey', operationId: 'signInByPasskey', ...common },
    summary: 'Sign in by a passkey, which is both factors',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: assertionBody } } } },
    responses: replies({ 200: { description: 'Signed in', schema: signedInSchema } }, 415),
  });
  app.openapi(signIn, async (context) => {
    const party = passkeysHere(context, deps);
    if (!party.ok) return problem(context, party.refusal);
    const place = passkeyPlace(context);
    if (place === undefined) return problem(context, unproved);
    const claim = {
      shown: context.req.valid('json'),
      party: party.value,
      place,
      pending: pendingCookie(context) ?? '',
      ...browserOf(context),
    };
    const signedIn = await signInByPasskey(deps.web, claim);
    if (!signedIn.ok) return problem(context, turnedDown(signedIn.refusal, unproved));
    context.header('Cache-Control', 'no-store');
    await replaceSession(context, deps, signedIn.value.shown);
    return context.json({ state: 'signed-in' }, 200);
  });
}

const unproved = apiRefusal('unauthenticated', {
  vi: 'Khoá đăng nhập này không được nhận, hoặc đã quá năm phút: hãy thử lại, hoặc đăng nhập bằng mật khẩu',
  en: 'This passkey is not accepted, or five minutes have passed: try again, or sign in by password',
});
