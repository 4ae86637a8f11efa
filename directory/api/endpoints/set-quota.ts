import { createRoute } from '@hono/zod-openapi';
import { setQuota } from '#directory/people/set-quota.ts';
import type { AccountId } from '#kernel/ids.ts';
import { quotaBody, quotaSchema } from '../act-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { theAccount } from '../the-account.ts';
import { settlingHeaders } from '../write-headers.ts';

export function addSetQuota(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'post', path: '/accounts/{id}/quota', operationId: 'setQuota', tags: ['accounts'], security: withToken },
    summary: 'Set what a mailbox may hold; what is left out stays as it is',
    middleware: [authenticated(deps)],
    request: {
      params: idParam,
      headers: settlingHeaders,
      body: { content: { 'application/json': { schema: quotaBody } }, required: true },
    },
    responses: replies({ 200: { description: 'What it may hold now', schema: quotaSchema } }, 404, 409, 412, 413, 415, 422),
  });
  app.openapi(route, (context) => {
    const { storageOctets, messages, reason } = context.req.valid('json');
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    const change = {
      ...(storageOctets === undefined ? {} : { octets: storageOctets }),
      ...(messages === undefined ? {} : { messages }),
    };
    return doAct(context, deps, {
      reason,
      async does({ tx }) {
        const account = await theAccount(context, tx, { accountId, act: 'account.set-quota' });
        return account.ok ? setQuota(tx, { account: account.value, actorAccountId, change, reason: reason ?? null }) : account;
      },
      answer: (quota) => ({
        status: 200,
        location: `/api/v1/accounts/${accountId}`,
        body: { id: accountId, storageOctets: quota.octets, messages: quota.messages },
      }),
    });
  });
}
