import { createRoute } from '@hono/zod-openapi';
import { resetSecondFactor } from '#directory/access/web-session/reset-second-factor.ts';
import type { AccountId } from '#kernel/ids.ts';
import { reasonBody } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { theAccount } from '../the-account.ts';
import { secondFactorResetSchema } from '../web/own-schemas.ts';
import { settlingHeaders } from '../write-headers.ts';

export function addResetSecondFactor(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{
      method: 'post',
      path: '/accounts/{id}/reset-second-factor',
      operationId: 'resetSecondFactor',
      tags: ['accounts'],
      security: withToken,
    },
    summary: 'Take away the second factor of somebody who lost the phone; their sessions on the web end',
    middleware: [authenticated(deps)],
    request: {
      params: idParam,
      headers: settlingHeaders,
      body: { content: { 'application/json': { schema: reasonBody } }, required: true },
    },
    responses: replies({ 200: { description: 'It is done', schema: secondFactorResetSchema } }, 404, 409, 412, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { reason } = context.req.valid('json');
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    return doAct(context, deps, {
      reason,
      async does(permit) {
        const account = await theAccount(context, permit.tx, { accountId, act: 'second-factor.reset' });
        return account.ok ? resetSecondFactor(permit, { account: account.value, actorAccountId, reason: reason ?? null }) : account;
      },
      answer: () => ({ status: 200, location: `/api/v1/accounts/${accountId}`, body: { id: accountId, secondFactor: 'none' } }),
    });
  });
}
