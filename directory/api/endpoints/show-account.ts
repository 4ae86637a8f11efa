import { createRoute } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { pageOfAccounts } from '#directory/people/account-page-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { tagged } from '../entity-tag.ts';
import { problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { accountSchema, idParam } from '../schemas.ts';
import { noSuchAccount } from '../the-account.ts';

export function addShowAccount(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/accounts/{id}', operationId: 'showAccount', tags: ['accounts'], security: withToken },
    summary: 'An account',
    middleware: [authenticated(deps)],
    request: { params: idParam },
    responses: { ...replies({ 200: { description: 'The account', schema: accountSchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    const target = { of: 'account', accountId } as const;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'account.read', target });
    if (!may.ok) return problem(context, may.refusal);
    const [account] = await pageOfAccounts(deps.database, { after: accountId - 1, limit: 1 });
    return account?.id === accountId ? tagged(context, account) : problem(context, noSuchAccount);
  });
}
