import { createRoute } from '@hono/zod-openapi';
import { unlinkOidc } from '#directory/access/oidc/unlink.ts';
import type { AccountId } from '#kernel/ids.ts';
import { reasonBody } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { theAccount } from '../the-account.ts';
import { ssoUnlinkedSchema } from '../web/sso-schemas.ts';
import { settlingHeaders } from '../write-headers.ts';

export function addUnlinkSso(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/accounts/{id}/unlink-sso', operationId: 'unlinkSso', tags: ['accounts'], security: withToken },
    summary: 'Take the link to the identity provider away; sessions that it opened end',
    middleware: [authenticated(deps)],
    request: {
      params: idParam,
      headers: settlingHeaders,
      body: { content: { 'application/json': { schema: reasonBody } }, required: true },
    },
    responses: replies({ 200: { description: 'It is done', schema: ssoUnlinkedSchema } }, 404, 409, 412, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { reason } = context.req.valid('json');
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    return doAct(context, deps, {
      reason,
      async does({ tx }) {
        const account = await theAccount(context, tx, { accountId, act: 'sso.unlink' });
        return account.ok ? unlinkOidc(tx, { account: account.value, actorAccountId, sessionId: '', reason: reason ?? null }) : account;
      },
      answer: () => ({ status: 200, location: `/api/v1/accounts/${accountId}`, body: { id: accountId, hasSso: false } }),
    });
  });
}
