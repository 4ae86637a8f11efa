import { createRoute } from '@hono/zod-openapi';
import { lockAccount, unlockAccount } from '#directory/people/lock-account.ts';
import type { AccountId } from '#kernel/ids.ts';
import { accountStateSchema, reasonBody } from '../act-schemas.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';
import { theAccount } from '../the-account.ts';
import { settlingHeaders } from '../write-headers.ts';

const acts = {
  lock: { act: 'account.lock', does: lockAccount, state: 'locked', summary: 'Lock an account: nobody signs in, mail still arrives' },
  unlock: {
    act: 'account.unlock',
    does: unlockAccount,
    state: 'active',
    summary: 'Unlock an account, or lift the block of wrong passwords',
  },
} as const;

export function addLockAccount(app: Api, deps: ApiDeps): void {
  for (const name of ['lock', 'unlock'] as const) {
    const route = createRoute({
      ...{ method: 'post', path: `/accounts/{id}/${name}`, operationId: `${name}Account`, tags: ['accounts'], security: withToken },
      summary: acts[name].summary,
      middleware: [authenticated(deps)],
      request: {
        params: idParam,
        headers: settlingHeaders,
        body: { content: { 'application/json': { schema: reasonBody } }, required: true },
      },
      responses: replies({ 200: { description: 'It is done', schema: accountStateSchema } }, 404, 409, 412, 413, 415, 422),
    });
    app.openapi(route, (context) => {
      const { reason } = context.req.valid('json');
      return change(context, deps, { ...acts[name], accountId: context.req.valid('param').id as AccountId, reason });
    });
  }
}

type Change = (typeof acts)['lock' | 'unlock'] & { readonly accountId: AccountId; readonly reason: string | undefined };

function change(context: ApiContext, deps: ApiDeps, { act, does, state, accountId, reason }: Change): Promise<Response> {
  const actorAccountId = context.get('bearer').accountId;
  return doAct(context, deps, {
    reason,
    async does({ tx }) {
      const account = await theAccount(context, tx, { accountId, act });
      return account.ok ? does(tx, { account: account.value, actorAccountId, reason: reason ?? null }) : account;
    },
    answer: () => ({ status: 200, location: `/api/v1/accounts/${accountId}`, body: { id: accountId, state } }),
  });
}
