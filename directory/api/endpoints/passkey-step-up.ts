import { createRoute } from '@hono/zod-openapi';
import { offerPasskeyStepUp, stepUpByPasskey } from '#directory/access/web-session/passkeys/step-up-by-passkey.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { assertionBody, assertionOptionsSchema } from '../web/passkey-schemas.ts';
import { passkeysHere } from '../web/passkeys-here.ts';
import { proofProblem } from '../web/sign-in-problems.ts';

/** As the step-up by password or code. */
export function addPasskeyStepUp(app: Api, deps: ApiDeps): void {
  const middleware = [authenticated(deps, { evenIf: ['password-change-needed', 'second-factor-needed'] }), onlyWeb];
  const common = { tags: ['session'], security: withSession, middleware };
  const offer = createRoute({
    ...{ method: 'post', path: '/session/step-up/passkey/options', operationId: 'offerPasskeyStepUp', ...common },
    summary: 'What a browser is to ask its devices for, to show once more who one is',
    request: { headers: webHeaders },
    responses: replies({
      200: { description: 'For navigator.credentials.get, with one’s own passkeys of this host', schema: assertionOptionsSchema },
    }),
  });
  app.openapi(offer, async (context) => {
    const party = passkeysHere(context, deps);
    if (!party.ok) return problem(context, party.refusal);
    context.header('Cache-Control', 'no-store');
    return context.json(await offerPasskeyStepUp(deps.web, { session: webBearer(context), party: party.value }), 200);
  });
  const show = createRoute({
    ...{ method: 'post', path: '/session/step-up/passkey', operationId: 'stepUpByPasskey', ...common },
    summary: 'Show once more who one is, by a passkey of one’s own',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: assertionBody } } } },
    responses: { ...replies({}, 415), 204: { description: 'Shown' } },
  });
  app.openapi(show, async (context) => {
    const party = passkeysHere(context, deps);
    if (!party.ok) return problem(context, party.refusal);
    const claim = { session: webBearer(context), party: party.value, shown: context.req.valid('json'), peer: context.env.peer };
    const shown = await stepUpByPasskey(deps.web, claim);
    return shown.ok ? context.body(null, 204) : problem(context, proofProblem(shown.refusal));
  });
}
