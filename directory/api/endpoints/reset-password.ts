import { createRoute } from '@hono/zod-openapi';
import { randomPassword } from '#directory/access/random-password.ts';
import { resetPassword } from '#directory/people/reset-password.ts';
import type { AccountId } from '#kernel/ids.ts';
import { passwordResetBody, passwordResetSchema } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { theAccount } from '../the-account.ts';
import { settlingHeaders } from '../write-headers.ts';

/** The password is made here, told in this one answer, and kept nowhere but as its hash: not even for the same request again. */
export function addResetPassword(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/accounts/{id}/reset-password', operationId: 'resetPassword', tags: ['accounts'], security: withToken },
    summary: 'Give somebody else a new password, which is told once; their sessions end',
    middleware: [authenticated(deps)],
    request: {
      ...{ params: idParam, headers: settlingHeaders },
      body: { content: { 'application/json': { schema: passwordResetBody } }, required: true },
    },
    responses: replies({ 200: { description: 'The new password', schema: passwordResetSchema } }, 404, 409, 412, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { mustChange, reason } = context.req.valid('json');
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    const password = randomPassword();
    return doAct(context, deps, {
      reason,
      async does(permit) {
        const account = await theAccount(context, permit.tx, { accountId, act: 'password.reset' });
        if (!account.ok) return account;
        return resetPassword(
          { ...permit, argon2id: deps.web.signIn.argon2id },
          { account: account.value, actorAccountId, password, mustChange },
        );
      },
      answer: () => ({
        ...{ status: 200, location: `/api/v1/accounts/${accountId}`, body: { id: accountId, mustChange, password: null } },
        toldOnce: { password },
      }),
    });
  });
}
