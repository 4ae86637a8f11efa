import { createRoute } from '@hono/zod-openapi';
import { credentialLimits } from '#directory/access/limits.ts';
import { listAppPasswords } from '#directory/access/own-app-password-sql.ts';
import { makeOwnAppPassword, revokeOwnAppPassword } from '#directory/access/own-app-passwords.ts';
import type { AccountId } from '#kernel/ids.ts';
import { ok } from '#kernel/result.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { attemptAct } from '../do-act.ts';
import { problem } from '../problem.ts';
import { replies } from '../replies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { setupOf } from '../web/mail-setup-of.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { appPasswordBody, madeAppPasswordSchema, ownAppPasswordsSchema, textIdParam } from '../web/own-schemas.ts';

/** Passwords for one program or device each; with a second factor on, the only ones that mail programs take. */
export function addOwnAppPasswords(app: Api, deps: ApiDeps): void {
  const common = { tags: ['me'], security: withSession, middleware: [authenticated(deps), onlyWeb] };
  const list = createRoute({
    ...{ method: 'get', path: '/me/app-passwords', operationId: 'listOwnAppPasswords', ...common },
    summary: 'One’s own app passwords',
    responses: replies({ 200: { description: 'Those that can be used', schema: ownAppPasswordsSchema } }),
  });
  app.openapi(list, async (context) => {
    const found = await listAppPasswords(deps.database, webBearer(context).accountId, credentialLimits.appPasswordsLiveMax);
    const items = found.map(({ createdAt, expiresAt, lastUsedAt, ...one }) => ({
      ...one,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
    context.header('Cache-Control', 'no-store');
    return context.json({ items }, 200);
  });
  const make = createRoute({
    ...{ method: 'post', path: '/me/app-passwords', operationId: 'makeAppPassword', ...common },
    summary: 'Make one, for one’s own mailbox or another that one may read; it is shown this once',
    request: { headers: webHeaders, body: { required: true, content: { 'application/json': { schema: appPasswordBody } } } },
    responses: replies({ 201: { description: 'What to type into the program', schema: madeAppPasswordSchema } }, 404, 415),
  });
  app.openapi(make, async (context) => {
    const owner = webBearer(context);
    const { label, program, opens = owner.accountId } = context.req.valid('json');
    const wanted = { owner, targetAccountId: opens as AccountId, label, program };
    const made = await attemptAct(context, deps, async ({ tx }) => {
      const password = await makeOwnAppPassword({ tx, key: deps.web.signIn.appPasswordKey }, wanted);
      return password.ok
        ? ok({
            ...password.value,
            ...(await setupOf({ ...deps, tx }, { ...password.value, targetAccountId: wanted.targetAccountId }, program)),
          })
        : password;
    });
    if (!made.ok) return problem(context, made.refusal);
    const { id, opens: userName, shown: password, mobileCode, profile } = made.value;
    context.header('Cache-Control', 'no-store');
    return context.json({ id, userName, password, mobileCode, profile }, 201);
  });
  const revoke = createRoute({
    ...{ method: 'delete', path: '/me/app-passwords/{id}', operationId: 'revokeOwnAppPassword', ...common },
    summary: 'End one; what is signed in with it ends within a second',
    request: { params: textIdParam, headers: webHeaders },
    responses: { ...replies({}, 404), 204: { description: 'Ended' } },
  });
  app.openapi(revoke, async (context) => {
    const { id } = context.req.valid('param');
    const revoked = await attemptAct(context, deps, ({ tx }) => revokeOwnAppPassword(tx, { owner: webBearer(context), id }));
    return revoked.ok ? context.body(null, 204) : problem(context, revoked.refusal);
  });
}
