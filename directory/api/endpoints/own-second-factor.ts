import { createRoute } from '@hono/zod-openapi';
import {
  confirmSecondFactor,
  offerSecondFactor,
  removeOwnSecondFactor,
  renewRecoveryCodes,
} from '#directory/access/web-session/own-second-factor.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webOwner } from '../web/only-web.ts';
import { codeBody, recoveryCodesSchema, totpOfferSchema } from '../web/own-schemas.ts';

/** What is shown is shown once and kept with no answer, so these take no Idempotency-Key: beginning again does no harm. */
export function addOwnSecondFactor(app: Api, deps: ApiDeps): void {
  addSettingUp(app, deps);
  addTakingAway(app, deps);
}

function addSettingUp(app: Api, deps: ApiDeps): void {
  const settingUp = {
    tags: ['me'],
    security: withSession,
    middleware: [authenticated(deps, { evenIf: ['second-factor-needed'] }), onlyWeb],
  };
  const offer = createRoute({
    ...{ method: 'post', path: '/me/totp', operationId: 'offerTotp', ...settingUp },
    summary: 'Begin to set up a second factor: a secret for an authenticator app, shown this once',
    request: { headers: webHeaders },
    responses: replies({ 200: { description: 'The secret, good when a code of it is confirmed', schema: totpOfferSchema } }),
  });
  app.openapi(offer, async (context) => {
    const offered = await attemptAct(context, deps, ({ tx }) => offerSecondFactor({ ...deps.web, tx }, webOwner(context)));
    context.header('Cache-Control', 'no-store');
    return offered.ok ? context.json(offered.value, 200) : problem(context, offered.refusal);
  });
  const confirm = createRoute({
    ...{ method: 'post', path: '/me/totp/confirm', operationId: 'confirmTotp', ...settingUp },
    summary: 'Show a code of it: the second factor is on, all other sessions end, mail programs need app passwords from now on',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: codeBody } } } },
    responses: replies({ 200: { description: 'Codes for whoever loses the phone', schema: recoveryCodesSchema } }, 409, 415),
  });
  app.openapi(confirm, async (context) => {
    const { code } = context.req.valid('json');
    const codes = await attemptAct(context, deps, ({ tx }) => confirmSecondFactor({ ...deps.web, tx }, webOwner(context), code));
    context.header('Cache-Control', 'no-store');
    return codes.ok ? context.json({ recoveryCodes: [...codes.value] }, 200) : problem(context, codes.refusal);
  });
}

function addTakingAway(app: Api, deps: ApiDeps): void {
  const common = { tags: ['me'], security: withSession, middleware: [authenticated(deps), onlyWeb], request: { headers: webHeaders } };
  const remove = createRoute({
    ...{ method: 'delete', path: '/me/totp', operationId: 'removeTotp', ...common },
    summary: 'Do without these codes; who must have a second factor, and has no passkey, sets one up anew at once',
    responses: { ...replies({}, 404), 204: { description: 'Removed' } },
  });
  app.openapi(remove, async (context) => {
    const removed = await attemptAct(context, deps, ({ tx }) => removeOwnSecondFactor({ ...deps.web, tx }, webOwner(context)));
    return removed.ok ? context.body(null, 204) : problem(context, removed.refusal);
  });
  const renew = createRoute({
    ...{ method: 'post', path: '/me/recovery-codes', operationId: 'renewRecoveryCodes', ...common },
    summary: 'New recovery codes in place of the old ones',
    responses: replies({ 200: { description: 'Ten codes', schema: recoveryCodesSchema } }, 404),
  });
  app.openapi(renew, async (context) => {
    const codes = await attemptAct(context, deps, ({ tx }) => renewRecoveryCodes({ ...deps.web, tx }, webOwner(context)));
    context.header('Cache-Control', 'no-store');
    return codes.ok ? context.json({ recoveryCodes: [...codes.value] }, 200) : problem(context, codes.refusal);
  });
}
