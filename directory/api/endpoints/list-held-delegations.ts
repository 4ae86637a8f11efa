import { createRoute, z } from '@hono/zod-openapi';
import { listHeldGrants } from '#directory/access/held-grant-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import type { AccountId } from '#kernel/ids.ts';
import { heldDelegationSchema } from '../account-schemas.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { apiLimits } from '../limits.ts';
import { problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idParam } from '../schemas.ts';

export function addListHeldDelegations(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/accounts/{id}/held-delegations', operationId: 'listHeldDelegations' },
    ...{ tags: ['accounts'], security: withToken },
    summary: 'What the account’s person was granted on mailboxes of others, in force or to come',
    middleware: [authenticated(deps)],
    request: { params: idParam },
    responses: replies({ 200: { description: 'All of them', schema: z.object({ items: z.array(heldDelegationSchema) }) } }),
  });
  app.openapi(route, async (context) => {
    const accountId = context.req.valid('param').id as AccountId;
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise(deps, { actorAccountId, act: 'account.read', target: { of: 'account', accountId } });
    if (!may.ok) return problem(context, may.refusal);
    const found = await listHeldGrants(deps.database, accountId, apiLimits.delegationsShownMax);
    const items = found.map(({ principalKind: kind, rights, validFrom, validTo, ...grant }) => ({
      ...{ ...grant, kind, rights: [...rights] },
      ...{ validFrom: validFrom.toISOString(), validTo: validTo?.toISOString() ?? null },
    }));
    return context.json({ items }, 200);
  });
}
